using System.Globalization;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Meetings;

/// <summary>Promise 6: what starts later than the horizon waits, and is not forgotten.</summary>
public sealed class HorizonTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Theory]
    [InlineData("@webex", 1)]
    [InlineData("@meet", 1)]
    [InlineData("@webex:onetime", 3)]
    public async Task Between_the_two_limits_a_meeting_of_any_kind_is_taken_up_by_the_daily_pass(string place, int weeks)
    {
        var meeting = await ScheduleAsync(months: 5, days: 10, place, weeks);
        await WaitsAsync(meeting);

        // What an administrator asks for is what the daily pass does.
        await world.ReconcileAsync(SandboxWorld.Anna);

        await world.InvitationHoldsAsync(meeting, blocks: 1);
        (await world.MeetingAsync(meeting)).GetProperty("join").GetProperty("state").GetString().ShouldBe("ready");
    }

    [Fact]
    public async Task Beyond_both_limits_a_meeting_waits_until_the_horizon_reaches_it()
    {
        var meeting = await ScheduleAsync(months: 8, days: 0);
        await WaitsAsync(meeting);
        var near = await ScheduleAsync(months: 5, days: 20);
        await world.ReconcileAsync(SandboxWorld.Anna);
        await world.InvitationHoldsAsync(near, blocks: 1);
        await WaitsAsync(meeting);

        await world.ChangeOrganizationAsync("dailyHorizonMonths", 9);
        await world.ReconcileAsync(SandboxWorld.Anna);

        await world.InvitationHoldsAsync(meeting, blocks: 1);
    }

    [Fact]
    public async Task A_meeting_that_waits_is_processed_at_once_when_it_is_moved_near()
    {
        var meeting = await ScheduleAsync(months: 14, days: 0);
        await WaitsAsync(meeting);

        var near = world.NewDraft(SandboxWorld.Anna, "");
        await world.Outlook.ChangeAsync(meeting, new { start = Draft.Time(near.Start), end = Draft.Time(near.Start + near.Length) });

        await world.InvitationHoldsAsync(meeting, blocks: 1);
    }

    [Fact]
    public async Task An_occurrence_that_was_moved_near_counts_for_its_series()
    {
        var near = world.NewDraft(SandboxWorld.Boris, "");
        var past = near.Start.AddDays(-3);
        var yearly = new
        {
            pattern = new { type = "absoluteYearly", interval = 1, month = past.Month, dayOfMonth = past.Day },
            range = new { type = "noEnd", startDate = past.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), recurrenceTimeZone = "UTC" },
        };
        var series = await world.Outlook.ScheduleAsync(near with { Start = past, Recurrence = yearly });
        var first = (await world.Outlook.ReadOccurrencesAsync(series))[0];
        await world.Outlook.ChangeAsync(first, new { start = Draft.Time(near.Start), end = Draft.Time(near.Start + near.Length) });

        await world.Outlook.ChangeAsync(series, new { location = new { displayName = "@webex" } });

        await world.InvitationHoldsAsync(series, blocks: 1);
    }

    private async Task<Invitation> ScheduleAsync(int months, int days, string place = "@webex", int weeks = 1)
    {
        var draft = world.NewDraft(SandboxWorld.Anna, place);
        return await world.Outlook.ScheduleAsync(draft with { Start = draft.Start.AddMonths(months).AddDays(days), Weeks = weeks });
    }

    private async Task WaitsAsync(Invitation meeting)
    {
        await world.WorkIsDoneAsync(meeting);
        (await world.MeetingAsync(meeting)).GetProperty("join").GetProperty("state").GetString().ShouldBe("beyondHorizon");
        await world.InvitationHoldsAsync(meeting, blocks: 0);
    }
}
