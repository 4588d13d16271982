using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Meetings;

/// <summary>What people do to meetings, without any fault.</summary>
public sealed class MeetingTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string TeamsLink =
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_ZTJl%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%2c%22Oid%22%3a%22o%22%7d";

    [Fact]
    public async Task A_changed_keyword_changes_the_button_and_replaces_the_block()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));
        await world.DevicesAreRightAsync();
        await world.InvitationHoldsAsync(meeting, blocks: 1);

        await world.Outlook.ChangeAsync(meeting, new { location = new { displayName = "@meet" } });

        await world.DevicesAreRightAsync();
        await Deadline.WaitAsync(async () =>
            (await world.Outlook.ReadBodyAsync(meeting)).Contains("anna@contoso.webex.com", StringComparison.Ordinal) ? "The personal room is still in the block." : null);
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        world.BookingAt(SandboxWorld.Rila, meeting.Draft.Start)!.Number.ShouldNotContain("anna");
    }

    [Fact]
    public async Task The_site_that_a_person_prefers_in_Webex_goes_before_the_organizations()
    {
        await world.ChangeOrganizationAsync("defaultSite", "hq.webex.com");
        try
        {
            var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));

            await world.InvitationHoldsAsync(meeting, blocks: 1);
            await world.DeviceShowsAsync(SandboxWorld.Rila, meeting.Draft.Start, "anna@contoso.webex.com");
        }
        finally
        {
            await world.ChangeOrganizationAsync("defaultSite", null);
        }
    }

    [Fact]
    public async Task A_removed_keyword_takes_the_block_and_the_button_but_no_words()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex:onetime", SandboxWorld.Rila, SandboxWorld.Pirin));
        await world.DevicesAreRightAsync();
        await world.InvitationHoldsAsync(meeting, blocks: 1);

        await world.Outlook.ChangeAsync(meeting, new { location = new { displayName = "Rila; Pirin" } });

        await world.InvitationHoldsAsync(meeting, blocks: 0);
        await world.DevicesAreRightAsync();
        world.BookingAt(SandboxWorld.Rila, meeting.Draft.Start)!.Protocol.ShouldBe("None");
        world.BookingAt(SandboxWorld.Pirin, meeting.Draft.Start)!.Protocol.ShouldBe("None");
        await Deadline.WaitAsync(async () => (await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).Count == 0 ? null : "The Webex meeting is still there.");
    }

    [Fact]
    public async Task A_room_that_declines_on_conflict_shows_only_the_meeting_that_it_has()
    {
        var first = world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila);
        await world.Outlook.ScheduleAsync(first);
        await world.DevicesAreRightAsync();

        await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Rila) with { Start = first.Start });

        await world.DevicesAreRightAsync();
        world.BookingAt(SandboxWorld.Rila, first.Start)!.Number.ShouldStartWith("anna@");
    }

    [Fact]
    public async Task A_room_that_was_typed_among_the_people_gets_the_link_that_its_own_copy_lost()
    {
        var draft = world.NewDraft(SandboxWorld.Anna, "", SandboxWorld.Pirin) with { RoomType = "required", Html = $"<p>Join <a href=\"{TeamsLink}\">here</a></p>" };
        var meeting = await world.Outlook.ScheduleAsync(draft);

        await world.DeviceShowsAsync(SandboxWorld.Pirin, draft.Start, TeamsLink);
        await world.ReportTellsButtonAsync(meeting);
    }

    [Fact]
    public async Task A_room_that_is_removed_loses_the_meeting_and_one_that_is_added_gets_it()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));
        await world.DevicesAreRightAsync();
        await world.InvitationHoldsAsync(meeting, blocks: 1);

        await world.Outlook.ChangeAsync(meeting, new { attendees = Draft.Attendees([SandboxWorld.Pirin]) });

        await world.DevicesAreRightAsync();
        world.BookingAt(SandboxWorld.Rila, meeting.Draft.Start).ShouldBeNull();
        world.BookingAt(SandboxWorld.Pirin, meeting.Draft.Start)!.Number.ShouldStartWith("anna@");
    }

    [Fact]
    public async Task A_cancelled_meeting_leaves_the_devices_and_Webex()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex:onetime", SandboxWorld.Rila, SandboxWorld.Pirin));
        await world.DevicesAreRightAsync();
        (await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).Count.ShouldBe(1);

        await world.Outlook.CancelAsync(meeting);

        await world.DevicesAreRightAsync();
        world.BookingAt(SandboxWorld.Rila, meeting.Draft.Start).ShouldBeNull();
        await Deadline.WaitAsync(async () => (await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).Count == 0 ? null : "The Webex meeting is still there.");
    }

    [Fact]
    public async Task The_block_speaks_the_language_of_the_schedulers_mailbox()
    {
        var bulgarian = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Rila));
        var english = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));

        await world.InvitationHoldsAsync(bulgarian, blocks: 1);
        await world.InvitationHoldsAsync(english, blocks: 1);
        (await world.Outlook.ReadBodyAsync(bulgarian)).ShouldContain("Присъединете се към срещата");
        (await world.Outlook.ReadBodyAsync(english)).ShouldContain("Join this meeting");
    }

    [Fact]
    public async Task A_room_whose_copy_lost_its_text_gets_the_button_of_a_pasted_link()
    {
        var draft = world.NewDraft(SandboxWorld.Anna, "", SandboxWorld.Pirin) with { Html = $"<p>Join <a href=\"{TeamsLink}\">here</a></p>" };
        await world.Outlook.ScheduleAsync(draft);

        await world.DevicesAreRightAsync();
        var shown = world.BookingAt(SandboxWorld.Pirin, draft.Start)!;
        (shown.Number, shown.MeetingPlatform).ShouldBe((TeamsLink, "MicrosoftTeams"));
    }

    [Fact]
    public async Task A_private_meetings_title_is_masked()
    {
        var shows = new { deleteSubject = false, addOrganizerToSubject = false, deleteComments = false, removePrivateProperty = false };
        await world.Trouble.SetPolicyAsync(SandboxWorld.Rila.Address, shows);
        var open = world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila) with { Subject = "Lunch" };
        var secret = world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila) with { Subject = "Salary of Boris", Sensitivity = "private" };
        await world.Outlook.ScheduleAsync(open);
        await world.Outlook.ScheduleAsync(secret);

        await world.DevicesAreRightAsync();
        world.BookingAt(SandboxWorld.Rila, open.Start)!.Title.ShouldBe("Lunch");
        var shown = world.BookingAt(SandboxWorld.Rila, secret.Start)!;
        shown.Privacy.ShouldBe("Private");
        shown.Title.ShouldNotContain("Salary");
        shown.Number.ShouldStartWith("anna@");
    }

    [Fact]
    public async Task A_series_has_a_button_each_week_except_where_it_was_cancelled()
    {
        var series = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila, SandboxWorld.Pirin) with { Weeks = 4 });
        await world.DevicesAreRightAsync();
        var start = series.Draft.Start;
        var moved = start.AddDays(7).AddMinutes(30);
        var occurrences = await world.Outlook.ReadOccurrencesAsync(series);
        occurrences.Count.ShouldBe(4);

        await world.Outlook.ChangeAsync(occurrences[1], new { start = Draft.Time(moved), end = Draft.Time(moved.AddMinutes(15)) });
        await world.Outlook.CancelAsync(occurrences[2]);

        foreach (var room in SandboxWorld.Rooms)
        {
            await Deadline.WaitAsync(() => world.BookingAt(room, moved) is { Duration: 15 } && world.BookingAt(room, start.AddDays(14)) is null
                ? null
                : "The device does not show the changed occurrences.");
        }
        await world.DevicesAreRightAsync();
        DateTimeOffset[] expected = [start, moved, start.AddDays(21)];
        expected.ShouldAllBe(at => world.BookingAt(SandboxWorld.Pirin, at)!.Number.StartsWith("anna@"));
        await world.InvitationHoldsAsync(series, blocks: 1);
    }

    [Fact]
    public async Task Our_own_write_is_not_answered_with_another()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.WorkIsDoneAsync(meeting);
        await world.Trouble.ForgetCallsAsync();

        // The notification of our write has come and was answered with a read when a later meeting is through.
        var later = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));
        await world.InvitationHoldsAsync(later, blocks: 1);
        await world.WorkIsDoneAsync(later);
        await world.Outlook.ChangeAsync(later, new { subject = "Another title" });
        await world.DevicesAreRightAsync();
        var last = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));
        await world.InvitationHoldsAsync(last, blocks: 1);
        await world.DevicesAreRightAsync();

        (await world.Trouble.CallsAsync("PATCH users/*/events/*")).ShouldBe(2, "one for each of the two meetings");
    }
}
