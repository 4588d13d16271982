using System.Text.Json;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Calendars;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>A TMS room that is invited to any meeting is booked in TMS, whoever organizes it and whether or not there is something to dial.</summary>
[Collection(MovedPremisesCollection.Name)]
public sealed class UnwatchedOrganizerTests(PremisesSite site)
{
    private GraphWorld Graph => site.Playground.Sandbox.Services.GetRequiredService<GraphWorld>();

    [Fact]
    public async Task A_meeting_of_an_organizer_who_is_not_enabled_is_booked_by_the_rooms_own_copy()
    {
        await site.LinkAsync();
        var clara = Person("clara", "Clara Kirova");
        var draft = site.NewDraft(clara, "https://zoom.us/j/93334445556", PremisesSite.Vitosha);
        var meeting = await site.Outlook.ScheduleAsync(draft);

        // Exchange gives the room's copy the organizer's name for a title.
        (await site.ListedAsync(clara.Name, draft.Start)).Single().ExternalService.ShouldBe("Calendar Connector");
        (await site.OnDeviceAsync(draft.Start)).Number.ShouldBe("93334445556@zoomcrc.com");
        var told = (await site.ReportAsync(PremisesSite.Vitosha)).GetProperty("meetings").EnumerateArray().Single(one => one.GetProperty("start").GetDateTimeOffset() == draft.Start);
        told.GetProperty("text").GetString()!.ShouldContain("TMS books the room by the room's own copy, as the organizer's mailbox does not show us the meeting.");
        var inTms = default(JsonElement);
        await Deadline.WaitAsync(async () =>
        {
            inTms = await site.Admin.CallAsync(HttpMethod.Get, $"api/meetings/{Uri.EscapeDataString(told.GetProperty("tmsUid").GetString()!)}/report");
            // TMS lists the meeting before its answer has come.
            return inTms.GetProperty("timeline").EnumerateArray().Any(entry => entry.GetProperty("text").GetString() == "TMS holds the meeting.") ? null : "TMS has not answered.";
        });
        inTms.GetProperty("rooms").EnumerateArray().Single().GetProperty("button").GetBoolean().ShouldBeTrue();

        var later = draft.Start.AddMinutes(15);
        await site.Outlook.ChangeAsync(meeting, new { start = Draft.Time(later), end = Draft.Time(later + draft.Length), location = new { displayName = "Upstairs" } });
        await site.ListedAsync(clara.Name, later);
        await Deadline.WaitAsync(() => site.DeviceBookings().Any(one => one.StartTime == later && one.Number.Length == 0) ? null : "The device has no reservation without a number.");

        await site.Outlook.CancelAsync(meeting);
        await site.ListedAsync(clara.Name);
    }

    [Fact]
    public async Task A_partners_meeting_is_booked_where_the_room_takes_invitations_from_outside_and_the_partner_becomes_no_user_of_TMS()
    {
        await site.LinkAsync();
        var room = Graph.Directory.Get(PremisesSite.Vitosha.Address);
        var before = room.Room!;
        room.Room = before with { Policy = before.Policy with { ProcessExternalMeetingMessages = true } };
        try
        {
            var pia = Person("pia", "Pia Partner", "partner.example");
            var draft = site.NewDraft(pia, "https://zoom.us/j/96667778889", PremisesSite.Vitosha);
            var meeting = await site.Outlook.ScheduleAsync(draft);

            await site.ListedAsync(pia.Name, draft.Start);
            (await site.OnDeviceAsync(draft.Start)).Number.ShouldBe("96667778889@zoomcrc.com");
            site.Tms.World.Users.All.ShouldNotContain(user => user.Email == pia.Address);
            await site.Outlook.CancelAsync(meeting);
            await site.ListedAsync(pia.Name);
        }
        finally
        {
            room.Room = before;
        }
    }

    [Fact]
    public async Task Occurrences_are_booked_one_by_one_and_one_that_the_room_declined_is_given_up()
    {
        await site.LinkAsync();
        var dora = Person("dora", "Dora Marinova");
        var draft = site.NewDraft(dora, "https://zoom.us/j/94445556667", PremisesSite.Vitosha) with { Weeks = 3 };
        var series = await site.Outlook.ScheduleAsync(draft);
        DateTimeOffset[] starts = [draft.Start, draft.Start.AddDays(7), draft.Start.AddDays(14)];
        await site.ListedAsync(dora.Name, starts);

        await site.Outlook.DeclineOccurrenceAsync(PremisesSite.Vitosha, starts[1]);
        await site.ListedAsync(dora.Name, starts[0], starts[2]);

        await site.Outlook.CancelAsync(series);
        await site.ListedAsync(dora.Name);
    }

    [Fact]
    public async Task A_meeting_without_anything_to_dial_reserves_its_room_in_TMS_also_when_its_organizer_is_enabled()
    {
        await site.LinkAsync();
        var draft = site.NewDraft(SandboxWorld.Anna, "Upstairs", PremisesSite.Vitosha);
        var meeting = await site.Outlook.ScheduleAsync(draft);
        await site.ListedAsync(draft.Subject, draft.Start);
        await site.Outlook.CancelAsync(meeting);
        await site.ListedAsync(draft.Subject);
    }

    [Fact]
    public async Task TMS_goes_over_from_the_organizers_word_to_the_rooms_and_back_as_the_organizer_is_switched_off_and_on()
    {
        await site.LinkAsync();
        var emil = Person("emil", "Emil Stoyanov");
        await site.WatchAsync(emil, isEnabled: true);
        var draft = site.NewDraft(emil, "https://zoom.us/j/95556667778", PremisesSite.Vitosha);
        var meeting = await site.Outlook.ScheduleAsync(draft);
        await site.ListedAsync(draft.Subject, draft.Start);

        await site.WatchAsync(emil, isEnabled: false);
        var later = draft.Start.AddMinutes(15);
        await site.Outlook.ChangeAsync(meeting, new { start = Draft.Time(later), end = Draft.Time(later + draft.Length) });
        await site.ListedAsync(draft.Subject);
        await site.WaitAsync(() => BecomesAsync(emil.Name, later, "Pending"));

        await site.WatchAsync(emil, isEnabled: true);
        await site.ListedAsync(emil.Name);
        await site.WaitAsync(() => BecomesAsync(draft.Subject, later, "Pending"));
        await site.Outlook.CancelAsync(meeting);
        await site.ListedAsync(draft.Subject);
        await site.WatchAsync(emil, isEnabled: false);
    }

    /// <summary>Who comes while the room is still taken by the one who goes is booked as defective, and tried again.</summary>
    private async Task<string?> BecomesAsync(string title, DateTimeOffset start, string status)
    {
        var rows = await site.Pages.ListAsync(title);
        return rows is [{ } only] && (only.Start, only.Status) == (start, status) ? null : $"TMS lists [{string.Join(", ", rows)}].";
    }

    /// <summary>Somebody whom the product does not know.</summary>
    private WorldPerson Person(string user, string name, string domain = "contoso.example")
    {
        var person = new WorldPerson($"{user}@{domain}", name, "en-US", "UTC");
        Graph.AddMailbox(new MailboxSeed { Address = person.Address, DisplayName = person.Name, Locale = person.Locale, TimeZone = person.TimeZone });
        return person;
    }
}
