using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Health;

/// <summary>Why there is no button, and what to do, as the API tells it.</summary>
public sealed class RoomHealthTests(HealthWorld world) : IClassFixture<HealthWorld>
{
    private const string TeamsLink =
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_SGVhbHRo%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%2c%22Oid%22%3a%22o%22%7d";

    [Fact]
    public async Task A_room_that_strips_bodies_gets_buttons_from_enabled_organizers_and_is_told_of()
    {
        const string room = "stripping@contoso.example";
        await world.AddRoomAsync(room, new { });
        var draft = world.NewDraft(SandboxWorld.Anna, "", new WorldRoom(room, "Stripping", 4, false, "")) with { Html = $"<a href=\"{TeamsLink}\">Join</a>" };
        await world.Outlook.ScheduleAsync(draft);

        (await world.MeetingAsync(room, draft.Start, reason: null)).GetProperty("button").GetBoolean().ShouldBeTrue();
        var finding = await world.FindingAsync($"workspaces/{room}", "textRemoved");
        finding.GetProperty("command").GetString().ShouldBe($"Set-CalendarProcessing -Identity {room} -DeleteComments $false");
        finding.GetProperty("severity").GetString().ShouldBe("warning");
        (await world.FindingAsync($"workspaces/{room}", "titleReplaced")).GetProperty("severity").GetString().ShouldBe("note");
    }

    [Fact]
    public async Task An_external_organizers_meeting_is_read_from_the_rooms_own_copy()
    {
        const string room = "open@contoso.example";
        await world.AddMailboxAsync(HealthWorld.Zoe);
        await world.AddRoomAsync(room, new { deleteComments = false, processExternalMeetingMessages = true });
        var draft = world.NewDraft(HealthWorld.Zoe, "", Room(room)) with { Html = $"<p>See you: <a href=\"{TeamsLink}\">Join</a></p>" };
        var keyword = world.NewDraft(HealthWorld.Zoe, "@webex", Room(room));
        await world.Outlook.ScheduleAsync(draft);
        await world.Outlook.ScheduleAsync(keyword);

        (await world.MeetingAsync(room, draft.Start, reason: null)).GetProperty("rule").GetString().ShouldNotBeNullOrEmpty();
        (await world.MeetingAsync(room, keyword.Start, "KeywordOfUnknownOrganizer")).GetProperty("text").GetString()!.ShouldContain("Enable the organizer");
    }

    [Fact]
    public async Task An_external_organizers_text_that_was_stripped_is_said_to_be_gone()
    {
        const string room = "deaf@contoso.example";
        await world.AddMailboxAsync(HealthWorld.Zoe);
        await world.AddRoomAsync(room, new { processExternalMeetingMessages = true });
        var draft = world.NewDraft(HealthWorld.Zoe, "", Room(room)) with { Html = $"<a href=\"{TeamsLink}\">Join</a>" };
        await world.Outlook.ScheduleAsync(draft);

        (await world.MeetingAsync(room, draft.Start, "TextRemoved")).GetProperty("text").GetString()!.ShouldContain("DeleteComments");
        (await world.FindingAsync($"workspaces/{room}", "textRemoved")).GetProperty("text").GetString()!.ShouldContain("got no button");
    }

    [Fact]
    public async Task A_not_enabled_organizers_link_counts_and_his_keyword_does_not()
    {
        await world.AddMailboxAsync(HealthWorld.Carl);
        const string room = "keeping@contoso.example";
        await world.AddRoomAsync(room, new { deleteComments = false });
        var link = world.NewDraft(HealthWorld.Carl, "https://contoso.webex.com/meet/carl", Room(room));
        var nothing = world.NewDraft(HealthWorld.Carl, "Here", Room(room));
        var plain = world.NewDraft(SandboxWorld.Boris, "Here", Room(room));
        await world.Outlook.ScheduleAsync(link);
        await world.Outlook.ScheduleAsync(nothing);
        await world.Outlook.ScheduleAsync(plain);

        (await world.MeetingAsync(room, link.Start, reason: null)).GetProperty("button").GetBoolean().ShouldBeTrue();
        await world.MeetingAsync(room, nothing.Start, "OrganizerUnknown");
        await world.MeetingAsync(room, plain.Start, "NothingToJoin");
    }

    [Fact]
    public async Task A_room_that_does_not_answer_is_told_to_accept()
    {
        const string room = "silent@contoso.example";
        await world.AddRoomAsync(room, new { automateProcessing = "none" });
        var draft = world.NewDraft(SandboxWorld.Boris, "@webex", Room(room));
        await world.Outlook.ScheduleAsync(draft);

        var meeting = await world.MeetingAsync(room, draft.Start, "NotAnswered");
        meeting.GetProperty("shown").GetBoolean().ShouldBeFalse();
        await Deadline.UntilAsync(TimeProvider.System.GetUtcNow().AddSeconds(1.2));
        await world.Administrator.PutAsync($"api/workspaces/{room}", new { calendarEnabled = true, devices = Array.Empty<string>() });
        (await world.FindingAsync($"workspaces/{room}", "notAnswered")).GetProperty("command").GetString()!.ShouldEndWith("-AutomateProcessing AutoAccept");
        var timeline = (await world.ReportAsync(room)).GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("text").GetString()!).ToList();
        timeline.ShouldContain(text => text.Contains("not answered", StringComparison.Ordinal));
        timeline.ShouldContain(text => text.Contains("automatic acceptance", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_series_that_runs_past_the_rooms_window_is_declined_and_explained()
    {
        const string room = "near@contoso.example";
        await world.AddRoomAsync(room, new { deleteComments = false });
        var draft = world.NewDraft(SandboxWorld.Anna, "@webex", Room(room)) with { Weeks = 40 };
        var series = await world.Outlook.ScheduleAsync(draft);

        (await world.MeetingAsync(room, draft.Start, "DeclinedBeyondWindow")).GetProperty("text").GetString()!.ShouldContain("180 days");
        (await world.FindingAsync($"workspaces/{room}", "declinedBeyondWindow")).GetProperty("command").GetString()!.ShouldContain("-BookingWindowInDays 1080");
        var report = await world.Administrator.GetAsync($"api/meetings/{Uri.EscapeDataString(series.ICalUId)}/report", TestContext.Current.CancellationToken);
        report.GetProperty("rooms").EnumerateArray().ShouldHaveSingleItem().GetProperty("reason").GetString().ShouldBe("DeclinedBeyondWindow");
        report.GetProperty("timeline").EnumerateArray().ShouldContain(entry => entry.GetProperty("text").GetString() == $"The room {room} declined.");
    }

    [Fact]
    public async Task Safe_Links_are_undone_and_told_of()
    {
        const string room = "guarded@contoso.example";
        await world.AddMailboxAsync(new { address = room, displayName = "Guarded", rewritesLinks = true, room = new { policy = new { deleteComments = false } } });
        await world.Administrator.PutAsync($"api/workspaces/{room}", new { calendarEnabled = true, devices = Array.Empty<string>() });
        await world.AddMailboxAsync(HealthWorld.Carl);
        var draft = world.NewDraft(HealthWorld.Carl, "", Room(room)) with { Html = $"<a href=\"{TeamsLink}\">Join</a>" };
        await world.Outlook.ScheduleAsync(draft);

        await world.MeetingAsync(room, draft.Start, reason: null);
        (await world.FindingAsync($"workspaces/{room}", "linksRewritten")).GetProperty("command").GetString()!.ShouldContain("DoNotRewriteUrls");
    }

    private static WorldRoom Room(string mail) => new(mail, mail, 4, true, "");
}
