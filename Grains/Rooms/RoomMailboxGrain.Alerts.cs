using System.Collections.Immutable;
using HybridCalendar.Grains.Devices;
using Orleans.Runtime;

namespace HybridCalendar.Grains.Rooms;

/// <content>
/// Alerts are given by a timer that interleaves: they must be on time also while a slow read of the calendar holds the turn. It
/// writes no state; what was given is written by the next turn that may.
/// </content>
internal sealed partial class RoomMailboxGrain
{
    private const string AlertReminder = "alert";

    /// <summary>The reminder wakes the room this long before an alert; the timer then is exact.</summary>
    private static readonly TimeSpan s_wakeBefore = TimeSpan.FromMinutes(1);

    /// <summary>A timer takes no more than 49 days; it looks again each day.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);
    private IGrainTimer? _alertTimer;
    private IGrainTimer? _memoryTimer;
    private ImmutableArray<JoinAlert>? _given;
    private DateTimeOffset? _remindedFor;
    private bool _knowsReminder;

    private ImmutableArray<JoinAlert> Given => _given ?? State.Alerted;

    private async Task GiveDueAlertsAsync(CancellationToken cancellationToken)
    {
        var due = AlertPlan.Due(State.Bookings, Given, Now);
        if (!due.IsEmpty)
        {
            _given = Given.AddRange(due);
            await Task.WhenAll(State.Settings.Devices.SelectMany(id => due.Select(alert => Device(id).Alert(alert))));
            _memoryTimer ??= this.RegisterGrainTimer(
                RememberAlertsAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
            _memoryTimer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        SetAlertTimer();
    }

    /// <summary>In a turn of its own: gives what is due (after a crash), and notes what was given.</summary>
    private async Task RememberAlertsAsync(CancellationToken cancellationToken)
    {
        await GiveDueAlertsAsync(cancellationToken);
        if (!Given.SequenceEqual(State.Alerted))
            await WriteAsync(State with { Alerted = Given });
        await ScheduleAlertsAsync();
    }

    private async Task ScheduleAlertsAsync()
    {
        SetAlertTimer();
        var next = AlertPlan.Next(State.Bookings, Given, Now);
        if (_knowsReminder && next == _remindedFor)
            return;
        if (next is { } at)
            await this.RegisterOrUpdateReminder(AlertReminder, Longer(at - s_wakeBefore - Now, TimeSpan.FromSeconds(1)), TimeSpan.FromMinutes(1));
        else if (await this.GetReminder(AlertReminder) is { } reminder)
            await this.UnregisterReminder(reminder);
        (_knowsReminder, _remindedFor) = (true, next);
    }

    private void SetAlertTimer()
    {
        var wait = AlertPlan.Next(State.Bookings, Given, Now) is { } next ? Longer(next - Now, TimeSpan.Zero) : s_longestWait;
        _alertTimer ??= this.RegisterGrainTimer(
            GiveDueAlertsAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        _alertTimer.Change(wait < s_longestWait ? wait : s_longestWait, Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
