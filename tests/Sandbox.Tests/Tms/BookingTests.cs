using System.Globalization;
using System.Xml.Linq;

namespace HybridCalendar.Sandbox.Tests.Tms;

public sealed class BookingTests : TmsTestBase
{
    private const int AlreadyBooked = -2147218300;
    private const int Licence = -2147219503;

    [Fact]
    public async Task A_conference_is_made_found_by_its_key_changed_by_its_version_and_deleted()
    {
        var draft = new Draft { Start = Start.AddHours(2), Source = "EX:TMSCC:x", Key = "meeting", Systems = [66], DialIns = 2 };
        var saved = await SaveAsync(draft);
        (saved.Status(), saved.Int("Version"), saved.Val("OwnerEmailAddress")).ShouldBe(("Pending", 1, "anna@contoso.example"));
        saved.El("Participants").Elements().Skip(1).ShouldAllBe(one => one.Int("ParticipantId") > 0);

        (await RefusedAsync(draft with { Title = "Without a version" })).ShouldNotBe(0);
        var changed = await SaveAsync(draft with { Id = 4711, Title = "Changed", Version = "1" });
        (changed.Int("ConferenceId"), changed.Val("Title"), changed.Int("Version")).ShouldBe((saved.Int("ConferenceId"), "Changed", 2));
        (await RefusedAsync(draft with { Title = "With an old version", Version = "1" })).ShouldNotBe(0);

        XElement[] key = [SoapClient.Text("ExternalSourceId", draft.Source), SoapClient.Text("ExternalConferenceId", draft.Key)];
        (await Tms.CallAsync("GetConferenceByExternalId", key)).El("GetConferenceByExternalIdResult").Val("Title").ShouldBe("Changed");
        (await Tms.CallAsync("DeleteConferenceByExternalId", key)).HasElements.ShouldBeFalse();
        (await Should.ThrowAsync<SoapFaultException>(() => Tms.CallAsync("GetConferenceByExternalId", key))).Code.ShouldBe(-2147218302);
        (await SaveAsync(draft)).Int("ConferenceId").ShouldNotBe(saved.Int("ConferenceId"));
    }

    [Fact]
    public async Task A_busy_system_refuses_strictly_and_is_booked_defectively_otherwise()
    {
        await SaveAsync(new Draft { Start = Start.AddHours(2) });
        var late = new Draft { Start = Start.AddHours(2.5), Systems = [66, 67] };
        (await RefusedAsync(late)).ShouldBe(AlreadyBooked);
        (await ConferencesAsync()).Count.ShouldBe(1);
        (await SaveAsync(late, "BestEffortForced")).Status().ShouldBe("Defective");
        // A defective one with a conflict holds nothing.
        (await SaveAsync(new Draft { Start = Start.AddHours(3), Systems = [67] })).Status().ShouldBe("Pending");
        (await SaveAsync(new Draft { Start = Start.AddHours(3), Systems = [66] })).Status().ShouldBe("Pending");
    }

    [Fact]
    public async Task Without_ports_there_is_no_route_but_the_systems_are_held()
    {
        Options.BridgePorts = 3;
        await SaveAsync(new Draft { Start = Start.AddHours(2), Systems = [67], DialIns = 2 });
        var asked = new Draft { Start = Start.AddHours(2), Systems = [66], Source = "HC", Key = "one" };
        (await RefusedAsync(asked)).ShouldNotBeOneOf(0, AlreadyBooked);
        var defective = await SaveAsync(asked, "BestEffortForced");
        defective.Status().ShouldBe("Defective");
        // What another bridge hosts needs no port here, but the system is held.
        (await RefusedAsync(new Draft { Start = Start.AddHours(2), DialString = "42@webex.example" })).ShouldBe(AlreadyBooked);
        Options.BridgePorts = 10;
        (await SaveAsync(asked with { Version = defective.Val("Version") }, "BestEffortForced")).Status().ShouldBe("Pending");
    }

    [Fact]
    public async Task A_defective_one_stays_so_when_what_was_in_its_way_is_gone_also_after_its_start_until_it_is_saved_again()
    {
        var first = await SaveAsync(new Draft { Start = Start.AddHours(1) });
        var asked = new Draft { Start = Start.AddHours(1), Title = "Waits", Source = "HC", Key = "one" };
        var defective = await SaveAsync(asked, "BestEffortForced");
        Clock.Advance(TimeSpan.FromMinutes(70));
        await Tms.CallAsync("EndConferenceById", SoapClient.Text("ConferenceId", first.Int("ConferenceId")));

        (await ConferencesAsync()).Single(row => row.GetProperty("title").GetString() == "Waits").GetProperty("status").GetString().ShouldBe("Defective");
        (await SaveAsync(asked with { Version = defective.Val("Version") }, "BestEffortForced")).Status().ShouldBe("Ongoing");
    }

    [Fact]
    public async Task A_meeting_hosted_elsewhere_is_dialled_there()
    {
        Options.BridgePorts = 0;
        var saved = await SaveAsync(new Draft { Start = Start.AddHours(2), DialString = "42@webex.example" });
        saved.Val("ConferenceInfoText").ShouldContain("sip:42@webex.example");
        saved.El("ExternalConference").El("ExternallyHosted").Val("DialString").ShouldBe("42@webex.example");
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_its_code()
    {
        var draft = new Draft { Start = Start.AddHours(2) };
        (await RefusedAsync(draft with { Start = Start.AddHours(-2) })).ShouldBe(-2147218269, "the past");
        (await RefusedAsync(draft with { Start = Start.AddDays(366) })).ShouldBe(-2147218265, "the booking window");
        (await RefusedAsync(draft with { Minutes = 0 })).ShouldBe(-2147218263, "the end at the start");
        (await RefusedAsync(draft with { Systems = [4711] })).ShouldBe(-2147218301, "an unknown system");
        (await RefusedAsync(draft with { Id = 4711 })).ShouldBe(-2147218302, "an unknown conference");
        (await RefusedAsync(draft with { Pattern = Draft.Repeat("Daily", "EndNever", 0) })).ShouldBe(-2147218264, "no end");
        (await RefusedAsync(draft with { StartText = "2026-02-02T10:00:00" })).ShouldBe(0, "a date that is not UTC");
        (await RefusedAsync(draft with { Systems = [], DialIns = 1 })).ShouldBe(0, "one external participant");
        (await RefusedAsync(draft with { Systems = [] })).ShouldBe(0, "nobody");
        (await RefusedAsync(draft with { Title = new string('t', 256) })).ShouldBe(0, "a long title");
        foreach (var frequency in new[] { "Yearly", "Hourly", "Default" })
            (await RefusedAsync(draft with { Pattern = Draft.Repeat(frequency, 2) })).ShouldNotBe(0, frequency);
        (await RefusedAsync(draft with { Pattern = Draft.Repeat("Daily", 101) })).ShouldNotBe(0, "more than a hundred");
        Options.CreatesOwners = false;
        (await RefusedAsync(draft with { Owner = @"CONTOSO\stranger" })).ShouldBe(-2147218255);
        (await ConferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_date_may_have_a_T_and_an_unknown_owner_is_made()
    {
        var saved = await SaveAsync(new Draft { Start = Start.AddHours(2), StartText = "2026-02-02T10:00:00Z", Owner = @"CONTOSO\stranger" });
        (saved.Val("StartTimeUTC"), saved.Val("OwnerUserName")).ShouldBe(("2026-02-02 10:00:00Z", @"CONTOSO\stranger"));
    }

    [Fact]
    public async Task Licences_are_taken_by_systems_and_missing_keys_refuse_all()
    {
        (Options.IntegrationPackage, Options.SystemLicences) = (false, 0);
        (await RefusedAsync(new Draft { Start = Start.AddHours(2) })).ShouldBe(Licence);
        Options.SystemLicences = 1;
        var saved = await SaveAsync(new Draft { Start = Start.AddHours(2), Source = "HC", Key = "one" });
        (await RefusedAsync(new Draft { Start = Start.AddHours(5), Systems = [67] })).ShouldBe(-2147218262);
        (await GetAsync("/sandbox/tms")).GetProperty("tickets").GetArrayLength().ShouldBe(1);
        // Too few of them when a conference is edited: it is gone.
        (await RefusedAsync(new Draft { Start = Start.AddHours(2), Source = "HC", Key = "one", Systems = [66, 67], Version = saved.Val("Version") })).ShouldBe(Licence);
        (await ConferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_runs_keeps_its_start_and_is_ended_instead_of_deleted()
    {
        var draft = new Draft { Start = Start.AddHours(1), Source = "HC", Key = "one" };
        var saved = await SaveAsync(draft);
        await SaveAsync(new Draft { Start = Start.AddHours(2) });
        XElement id = SoapClient.Text("ConferenceId", saved.Int("ConferenceId"));
        (await Should.ThrowAsync<SoapFaultException>(() => Tms.CallAsync("EndConferenceById", id))).Code.ShouldBe(-2147218272);
        Clock.Advance(TimeSpan.FromMinutes(70));
        (await RefusedAsync(draft with { Start = Start.AddHours(1.5), Minutes = 30, Version = "1" })).ShouldBe(-2147218270);
        (await RefusedAsync(draft with { Minutes = 90, Version = "1" })).ShouldBe(AlreadyBooked, "the room is booked after it");
        (await SaveAsync(draft with { Title = "Longer name", Version = "1" })).Status().ShouldBe("Ongoing");
        await Tms.CallAsync("DeleteConferenceById", id);
        var ended = (await Tms.CallAsync("GetConferenceById", id)).El("GetConferenceByIdResult");
        (ended.Status(), ended.Val("EndTimeUTC")).ShouldBe(("Finished", Draft.Time(Start.AddMinutes(70))));
        (await Should.ThrowAsync<SoapFaultException>(() => Tms.CallAsync("DeleteConferenceById", id))).Code.ShouldBe(-2147218269);
        (await RefusedAsync(draft with { Start = Start.AddHours(6), Version = ended.Val("Version") })).ShouldBe(-2147218269);
    }

    [Fact]
    public async Task Several_are_saved_together_or_not_at_all()
    {
        XElement One(double hours) => new Draft { Start = Start.AddHours(hours) }.ToXml("Conferences");
        var together = SoapClient.Text("oneTransaction", "true");
        (await Should.ThrowAsync<SoapFaultException>(() => Tms.CallAsync("SaveConferences", One(2), One(4), One(2.5), together))).Code.ShouldBe(AlreadyBooked);
        (await ConferencesAsync()).ShouldBeEmpty();
        (await Tms.CallAsync("SaveConferences", One(2), One(4), together)).El("SaveConferencesResult").Elements().Count().ShouldBe(2);
        (await Tms.CallAsync("GetTransactionsSinceWithExternalId", SoapClient.Text("CurrentTransactionId", 0))).Elements().Single().Elements()
            .Select(one => one.Int("TransactionId")).ShouldBe([1, 2]);
        await Should.ThrowAsync<SoapFaultException>(() => Tms.CallAsync("SaveConferences", One(6), SoapClient.Text("oneTransaction", "false")));
    }

    [Fact]
    public async Task A_participant_may_be_named_by_address_where_that_is_switched_on()
    {
        var conference = new Draft { Start = Start.AddHours(2) }.ToXml();
        var participant = conference.El("Participants").Elements().Single();
        participant.El("ParticipantId").Value = "0";
        participant.El("ParticipantId").AddAfterSelf(SoapClient.Text("EmailAddress", "rodopi@contoso.example"));
        (await Should.ThrowAsync<SoapFaultException>(() => Tms.CallAsync("SaveConference", conference))).Code.ShouldBe(-2147218301);
        Options.ResolvesAddresses = true;
        (await Tms.CallAsync("SaveConference", conference)).El("SaveConferenceResult").El("Participants").Elements().Single()
            .Val("ParticipantId").ShouldBe(67.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Lists_leave_out_participants_and_details()
    {
        await SaveAsync(new Draft { Start = Start.AddHours(2) });
        await SaveAsync(new Draft { Start = Start.AddHours(2), Systems = [67], Owner = @"CONTOSO\boris" });
        XElement[] window = [SoapClient.Text("StartTime", "2026-02-02T00:00:00Z"), SoapClient.Text("EndTime", "2026-02-03T00:00:00Z"), SoapClient.Text("ConferenceStatus", "Pending")];
        async Task<List<XElement>> ListAsync(string operation, params object[] asked) =>
            [.. (await Tms.CallAsync(operation, [.. asked, .. window])).Elements().Single().Elements()];

        var one = (await ListAsync("GetConferencesForSystems", SoapClient.Text("SystemIds", 66))).ShouldHaveSingleItem();
        (one.Has("Participants"), one.Has("ConferenceInfoText"), one.Val("Title")).ShouldBe((false, false, "Plan"));
        (await ListAsync("GetConferencesForSystems")).Count.ShouldBe(2);
        (await ListAsync("GetConferencesForUser", SoapClient.Text("UserName", @"CONTOSO\boris"))).Count.ShouldBe(1);
        (await ListAsync("GetConferencesForUser")).Count.ShouldBe(2, "the service account created both, though it owns none");
    }

    [Fact]
    public async Task Transactions_are_told_in_pages()
    {
        Options.TransactionsInAnswer = 2;
        for (var i = 1; i <= 3; i++)
            await SaveAsync(new Draft { Start = Start.AddHours(2 * i) });
        async Task<List<XElement>> SinceAsync(int id) =>
            [.. (await Tms.CallAsync("GetTransactionsSince", SoapClient.Text("CurrentTransactionId", id))).Elements().Single().Elements()];

        var first = await SinceAsync(0);
        first.Select(one => one.Val("TransType")).ShouldBe(["New", "New", "ListIncomplete"]);
        var rest = await SinceAsync(first[^1].Int("TransactionId"));
        rest.Select(one => (one.Int("TransactionId"), one.Val("ParticipantIds"))).ShouldBe([(3, "66")]);
        await Should.ThrowAsync<SoapFaultException>(() => SinceAsync(99));
    }
}
