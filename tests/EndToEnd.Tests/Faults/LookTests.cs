using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Faults;

/// <summary>What mailboxes find by themselves within the reconcile period, and what it costs when there is nothing to find.</summary>
public sealed class LookTests(MovableWorld world) : IClassFixture<MovableWorld>, IAsyncLifetime
{
    private const string Renewals = "PATCH subscriptions/*";
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(15);

    /// <summary>How long after a change that nobody told a subscription is put to the proof.</summary>
    private static readonly TimeSpan s_doubt = TimeSpan.FromMinutes(4);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        (world.Series.LostMessages, world.Series.LostAnswers) = (null, null);
        await world.Trouble.EndAsync();
    }

    [Fact]
    public async Task A_cancellation_without_a_room_that_nobody_told_ends_its_Webex_meeting_and_proves_the_subscription()
    {
        var doomed = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex:onetime"));
        var kept = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex:onetime"));
        await world.InvitationHoldsAsync(doomed, blocks: 1);
        await world.InvitationHoldsAsync(kept, blocks: 1);
        await world.WorkIsDoneAsync(doomed);
        await world.WorkIsDoneAsync(kept);
        await AllIsHeardAsync();
        await world.Trouble.GraphAsync("vanishSubscription", mailbox: SandboxWorld.Anna.Address);
        await world.Outlook.CancelAsync(doomed);
        await Deadline.WaitAsync(async () => (await world.Trouble.SubscriptionsAsync(SandboxWorld.Anna.Address)).Count == 0 ? null : "The subscription is still there.");
        await world.Trouble.EndAsync();

        await world.PassAsync(MovableWorld.Period + s_doubt, s_step);

        await Deadline.WaitAsync(async () => (await world.Trouble.WebexMeetingsAsync(doomed.Draft.Subject)).Count == 0 ? null : "The Webex meeting is still there.");
        (await world.Trouble.WebexMeetingsAsync(kept.Draft.Subject)).Count.ShouldBe(1);
        await IsSubscribedAsync(SandboxWorld.Anna.Address);
    }

    [Fact]
    public async Task A_series_without_a_keyword_that_is_cancelled_and_told_to_nobody_ends_its_occurrences_own_Webex_meeting()
    {
        var series = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "") with { Weeks = 3 });
        var own = (await world.Outlook.ReadOccurrencesAsync(series))[1];
        await world.Outlook.ChangeAsync(own, new { location = new { displayName = "@webex:onetime" } });
        await MeetingsAsync(series, 1);
        await world.InvitationHoldsAsync(own, blocks: 1);
        await world.WorkIsDoneAsync(own);
        await AllIsHeardAsync();
        await world.Trouble.GraphAsync("loseNotification", mailbox: SandboxWorld.Anna.Address);
        await world.Outlook.CancelAsync(series);
        await Deadline.WaitAsync(async () => await world.Trouble.GraphStrikesAsync() > 0 ? null : "Nothing was lost.");
        await world.Trouble.EndAsync();

        await world.PassAsync(MovableWorld.Period, s_step);

        await MeetingsAsync(series, 0);
    }

    [Fact]
    public async Task A_meeting_that_was_moved_beyond_the_horizon_after_it_got_its_Webex_meeting_is_looked_after()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex:onetime"));
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.WorkIsDoneAsync(meeting);
        var start = meeting.Draft.Start.AddMonths(8);
        await world.Outlook.ChangeAsync(meeting, new { start = Draft.Time(start), end = Draft.Time(start + meeting.Draft.Length) });
        await Deadline.WaitAsync(async () =>
            (await world.MeetingAsync(meeting)).GetProperty("nextStart").GetDateTimeOffset() == start ? null : "The move was not seen.");
        await world.WorkIsDoneAsync(meeting);
        await AllIsHeardAsync();
        await world.Trouble.GraphAsync("loseNotification", mailbox: SandboxWorld.Boris.Address);
        await world.Outlook.CancelAsync(meeting);
        await Deadline.WaitAsync(async () => await world.Trouble.GraphStrikesAsync() > 0 ? null : "Nothing was lost.");
        await world.Trouble.EndAsync();

        await world.ReconcileAsync(SandboxWorld.Boris);

        await MeetingsAsync(meeting, 0);
    }

    [Fact]
    public async Task A_meeting_that_was_handed_over_just_before_a_crash_is_missed_when_it_is_deleted()
    {
        world.Series.LostAnswers = 0;
        var doomed = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex:onetime"));
        await MeetingsAsync(doomed, 1);
        await world.WorkIsDoneAsync(doomed);

        await world.Outlook.CancelAsync(doomed);
        await world.Trouble.AllIsToldAsync();
        world.Series.LostAnswers.ShouldNotBe(0);
        world.Series.LostAnswers = null;
        await world.PassAsync(MovableWorld.Period, s_step);

        await MeetingsAsync(doomed, 0);
    }

    [Fact]
    public async Task A_change_that_leaves_the_devices_list_the_same_proves_the_subscription()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Pirin));
        await world.DeviceShowsAsync(SandboxWorld.Pirin, meeting.Draft.Start, "boris@");
        await world.WorkIsDoneAsync(meeting);
        await AllIsHeardAsync();
        await world.Trouble.GraphAsync("vanishSubscription", mailbox: SandboxWorld.Pirin.Address);
        await world.Outlook.EditBodyAsync(meeting, body => body + "<p>And bring the plans.</p>");
        await Deadline.WaitAsync(async () => (await world.Trouble.SubscriptionsAsync(SandboxWorld.Pirin.Address)).Count == 0 ? null : "The subscription is still there.");
        await world.Trouble.EndAsync();

        await world.PassAsync(MovableWorld.Period + s_doubt, s_step);

        await IsSubscribedAsync(SandboxWorld.Pirin.Address);
        // Graph has it before we have noted that.
        await Deadline.WaitAsync(async () => (await world.ReportAsync(SandboxWorld.Pirin)).GetProperty("timeline").EnumerateArray()
            .Any(entry => entry.GetProperty("text").GetString()!.Contains("was made anew", StringComparison.Ordinal)) ? null : "Nobody tells that the subscription was made anew.");
    }

    [Fact]
    public async Task What_was_told_renews_no_subscription()
    {
        await world.Trouble.ForgetCallsAsync();
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila, SandboxWorld.Pirin));
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.WorkIsDoneAsync(meeting);
        await world.DevicesAreRightAsync();
        var cancelled = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex:onetime", SandboxWorld.Rila));
        await world.InvitationHoldsAsync(cancelled, blocks: 1);
        await world.WorkIsDoneAsync(cancelled);
        await world.Outlook.CancelAsync(cancelled);
        await world.DevicesAreRightAsync();
        await world.Trouble.AllIsToldAsync();

        await world.PassAsync(MovableWorld.Period + s_doubt, s_step);

        (await world.Trouble.CallsAsync(Renewals)).ShouldBe(0);
        (await world.Trouble.CallsAsync("GET users/*/calendarView")).ShouldBePositive();
    }

    [Fact]
    public async Task An_occurrence_whose_own_join_details_were_told_to_nobody_gets_its_button()
    {
        var series = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "", SandboxWorld.Rila) with { Weeks = 3 });
        await world.DevicesAreRightAsync();
        await world.Trouble.GraphAsync("loseNotification", mailbox: SandboxWorld.Anna.Address);
        var own = (await world.Outlook.ReadOccurrencesAsync(series))[1];
        await world.Outlook.ChangeAsync(own, new { location = new { displayName = "@webex" } });
        await Deadline.WaitAsync(async () => await world.Trouble.GraphStrikesAsync() > 0 ? null : "Nothing was lost.");
        await world.Trouble.EndAsync();
        world.Series.LostMessages = 0;
        await world.PassAsync(MovableWorld.Period, s_step);
        await Deadline.WaitAsync(() => world.Series.LostMessages > 0 ? null : "No message was lost.");

        await world.PassAsync(MovableWorld.Period, s_step);

        await world.DeviceShowsAsync(SandboxWorld.Rila, series.Draft.Start.AddDays(7), "anna@");
    }

    [Fact]
    public async Task Why_there_is_no_button_follows_whether_the_organizer_is_watched()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "", SandboxWorld.Pirin));
        await ReasonIsAsync(meeting, "NothingFromOrganizer");

        await world.WatchAsync(SandboxWorld.Boris, false);
        await world.PassAsync(MovableWorld.Period, s_step);
        await ReasonIsAsync(meeting, "TextRemoved");

        await world.WatchAsync(SandboxWorld.Boris, true);
        await world.PassAsync(MovableWorld.Period, s_step);
        await ReasonIsAsync(meeting, "NothingFromOrganizer");
    }

    [Fact]
    public async Task A_calendar_of_months_is_read_slice_by_slice()
    {
        var far = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex") with { Start = world.Time.GetUtcNow().AddDays(130) });
        await world.InvitationHoldsAsync(far, blocks: 1);
        await world.Trouble.ForgetCallsAsync();

        await world.ReconcileAsync(SandboxWorld.Boris);

        await Deadline.WaitAsync(async () => await world.Trouble.CallsAsync("GET users/*/calendarView") >= 3 ? null : "The calendar was not read in three slices.");
        await world.InvitationHoldsAsync(far, blocks: 1);
    }

    private Task<TimeSpan> MeetingsAsync(Invitation meeting, int count) => Deadline.WaitAsync(async () =>
        (await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).Count is var found && found == count ? null : $"There are {found} Webex meetings.");

    /// <summary>What is heard after a change would speak for the subscription.</summary>
    private async Task AllIsHeardAsync()
    {
        await world.Trouble.AllIsToldAsync();
        await world.PassAsync(TimeSpan.FromSeconds(10));
    }

    private Task<TimeSpan> IsSubscribedAsync(string mailbox) => Deadline.WaitAsync(async () =>
        (await world.Trouble.SubscriptionsAsync(mailbox)).Count == 1 ? null : "The mailbox has no subscription.");

    private Task<TimeSpan> ReasonIsAsync(Invitation meeting, string reason) => Deadline.WaitAsync(async () =>
        await world.ReasonAsync(SandboxWorld.Pirin, meeting.Draft.Start) is var found && found == reason ? null : $"The reason is {found}.");
}
