using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>Notable behavior for the TMS integration with Office 365.</summary>
public sealed class NotableBehaviorTests(PremisesMorning site) : IClassFixture<PremisesMorning>
{
    private static readonly TimeSpan s_day = TimeSpan.FromHours(25);
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task Editing_a_meeting_series_during_an_active_instance_updates_all_others_in_TMS_and_that_one_too_in_Office_365()
    {
        await site.LinkAsync();
        var start = site.MinuteAfter(TimeSpan.FromMinutes(1));
        var draft = site.NewDraft(SandboxWorld.Anna, "@meet", PremisesSite.Vitosha, SandboxWorld.Rila) with { Start = start, Weeks = 3 };
        DateTimeOffset[] before = [start, start.AddDays(7), start.AddDays(14)];
        DateTimeOffset[] after = [.. before.Select(time => time.AddHours(1))];
        var series = await site.Outlook.ScheduleAsync(draft);
        var planned = await site.ListedAsync(draft.Subject, before);
        var number = (await site.OnDeviceAsync(start)).Number;
        await site.WaitAsync(async () => (await site.Pages.ListAsync(draft.Subject))[0].Status == "Ongoing" ? null : "The first instance has not begun.");

        await site.Outlook.ChangeAsync(series, new { start = Draft.Time(after[0]), end = Draft.Time(after[0] + draft.Length) });

        var listed = await site.ListedAsync(draft.Subject, start, after[1], after[2]);
        (listed[0].Status, listed[0].End).ShouldBe(("Ongoing", planned[0].End));
        // The currently active instance becomes an exception in TMS.
        (await site.Pages.IsDetachedAsync(listed[0])).ShouldBeTrue();
        site.DeviceBookings().Single(booking => booking.StartTime == start).ShowsJoin(site.Time.GetUtcNow()).ShouldBeTrue();
        // Office 365 updates the active instance as well, and the devices that the cloud tells follow it.
        await site.DeviceShowsAsync(SandboxWorld.Rila, after[0], number);
        site.OccurrencesOf(series, SandboxWorld.Rila).Order().ShouldBe(after);
    }

    [Fact]
    public async Task A_meeting_more_than_5_months_in_the_future_is_scheduled_in_TMS_once_a_daily_pass_finds_it_within_6_months()
    {
        await site.LinkAsync();
        var within = site.NewDraft(SandboxWorld.Anna, "@meet", PremisesSite.Vitosha);
        within = within with { Start = within.Start.AddMonths(5).AddDays(10) };
        var beyond = site.NewDraft(SandboxWorld.Boris, "@meet");
        beyond = beyond with { Start = beyond.Start.AddMonths(6).AddDays(10) };
        var waiting = await site.Outlook.ScheduleAsync(within);
        var waitingLonger = await site.Outlook.ScheduleAsync(beyond);
        await site.WorkIsDoneAsync(waiting);
        await site.WorkIsDoneAsync(waitingLonger);
        await site.ListedAsync(within.Subject);
        await site.InvitationHoldsAsync(waiting, blocks: 0);

        // A connector would be cut off by such steps; what it is asked waits for it.
        await site.StopConnectorAsync();
        await site.PassAsync(s_day, s_step);
        await site.StartConnectorAsync();

        await site.ListedAsync(within.Subject, within.Start);
        await site.InvitationHoldsAsync(waiting, blocks: 1);
        await site.ListedAsync(beyond.Subject);
        await site.InvitationHoldsAsync(waitingLonger, blocks: 0);
    }
}
