using HybridCalendar.Bench.Change;
using HybridCalendar.Bench.Streams;

namespace HybridCalendar.Bench.Storm;

/// <summary>A meeting in each room, all at the same minute.</summary>
internal sealed class StormMeetings
{
    /// <summary>What scheduling is given time for, beside what it took to set the rooms up.</summary>
    private static readonly TimeSpan s_reserve = TimeSpan.FromSeconds(90);

    private readonly BenchMeeting[] _all;

    private StormMeetings(BenchMeeting[] all, DateTimeOffset dueAt) => (_all, DueAt) = (all, dueAt);

    /// <summary>When all alerts are due.</summary>
    public DateTimeOffset DueAt { get; }

    /// <param name="plan">How many rooms.</param>
    /// <param name="setUp">How long these took to set up: scheduling takes no longer.</param>
    public static StormMeetings In(StormPlan plan, TimeSpan setUp)
    {
        var start = Output.Now + StormPlan.Buffer + setUp + plan.Rest + StormPlan.KilledBefore + s_reserve;
        start = new DateTimeOffset(start.Ticks - (start.Ticks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute, TimeSpan.Zero);
        var all = Enumerable.Range(0, plan.Rooms).Select(room => new BenchMeeting(
            room + 1, room % plan.Organizers, (room + 1) % plan.Organizers, room, HasKeyword: false) { Start = start });
        return new StormMeetings([.. all], start - StormPlan.Buffer);
    }

    /// <summary>Returns when every panel shows its meeting.</summary>
    public async Task ScheduleAsync(Organization organization, Panels panels)
    {
        var shown = _all.Select(meeting => panels.All[meeting.Room].WaitAsync(meeting)).ToList();
        await WorldSetup.EachAsync(_all.Length, number => organization.Calendar.CreateAsync(_all[number]));
        Output.Say($"{_all.Length} meetings are scheduled");
        await Task.WhenAll(shown).WaitAsync(DueAt - Output.Now);
    }

    /// <returns>For each room how late its first alert came; null where none came in time.</returns>
    public async Task<IReadOnlyList<TimeSpan?>> WaitForAlertsAsync(Panels panels, TimeSpan latest)
    {
        var end = DueAt + latest;
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (Output.Now < end && panels.All.Any(panel => panel.Alerts.Count == 0))
            await ticks.WaitForNextTickAsync();
        // What comes twice comes within seconds.
        await Task.Delay(TimeSpan.FromSeconds(15));
        return [.. panels.All.Select(panel => panel.Alerts.FirstOrDefault(alert => alert.DueAt == DueAt)?.Lateness)];
    }
}
