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

    /// <summary>
    /// The reminder wakes the room at least this long before an alert; the timer then is exact. It comes again each minute, so after the
    /// loss of a silo the alert is given some seconds late at the most.
    /// </summary>
    private static readonly TimeSpan s_wakeBefore = TimeSpan.FromSeconds(45);

    /// <summary>Many rooms' meetings begin in the same minute: they do not all wake at once.</summary>
    private static readonly TimeSpan s_wakeSpread = TimeSpan.FromSeconds(30);

    /// <summary>A timer takes no more than 49 days; it looks again each day.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    /// <summary>The next alerts wait so long for a device that does not answer.</summary>
    private static readonly TimeSpan s_longestAlert = TimeSpan.FromSeconds(5);

    /// <summary>That an alert was given is written within this; a crash before gives it once more, which a device shows once.</summary>
    private static readonly TimeSpan s_longestMemory = TimeSpan.FromSeconds(30);

    /// <summary>Alerts that are being given: another turn must not give them as well.</summary>
    private readonly HashSet<JoinAlert> _underWay = [];
    private readonly MissedAlerts _missed = new(services.Jitter);
    private readonly SlowAlerts _slow = new();
    private readonly AlertStory _story = new();
    private IGrainTimer? _alertTimer;
    private IGrainTimer? _memoryTimer;
    private ImmutableArray<JoinAlert>? _given;
    private DateTimeOffset? _remindedFor;
    private bool _knowsReminder;

    /// <summary>Those that all devices have heard.</summary>
    private ImmutableArray<JoinAlert> Given => _given ?? State.Alerted;

    private async Task GiveDueAlertsAsync(CancellationToken cancellationToken)
    {
        var due = AlertPlan.Due(State.Bookings, [.. Given, .. _underWay, .. _missed.PutOff(Now)], Now);
        _underWay.UnionWith(due);
        var told = await Task.WhenAll(due.Select(GiveAsync));
        _underWay.ExceptWith(due);
        _missed.Note(told, AlertPlan.Due(State.Bookings, Given, Now), Now);
        _slow.Keep([.. _missed.Alerts, .. _underWay]);
        if (IsToBeRemembered)
        {
            _memoryTimer ??= this.RegisterGrainTimer(
                RememberAlertsAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
            // No device waits while what others were told is written down.
            _memoryTimer.Change(Services.Jitter.UpToHalfLess(s_longestMemory), Timeout.InfiniteTimeSpan);
        }
        SetAlertTimer();
    }

    /// <returns>The alert, with the devices that could not be told of it.</returns>
    private async Task<(JoinAlert Alert, ImmutableArray<string> Failed)> GiveAsync(JoinAlert alert)
    {
        var devices = State.Settings.Devices;
        var isFirst = !_missed.Alerts.Contains(alert);
        var failed = await TellAsync(_missed.DevicesOf(alert, devices), id => _slow.GiveAsync(id, alert, () => AlertAsync(id, alert)), s_longestAlert);
        if (failed.IsEmpty)
        {
            _given = Given.Add(alert);
            _story.NoteGiven(alert, devices, Now);
        }
        else if (isFirst)
        {
            _story.NoteFailed(alert, failed, Now);
        }
        return (alert, failed);
    }

    private async Task AlertAsync(string id, JoinAlert alert)
    {
        if (!await Device(id).Alert(alert))
            _story.NoteUnheard(id, alert);
    }

    private Task TakeAlertReminderAsync()
    {
        // It comes each minute until another time is asked for, so one that came for the next alert need not be asked for again.
        if (!_knowsReminder && AlertPlan.Next(State.Bookings, Given, Now) is { } next && next - Now <= s_wakeBefore + s_wakeSpread)
            (_knowsReminder, _remindedFor) = (true, next);
        return RememberAlertsAsync(CancellationToken.None);
    }

    /// <summary>In a turn of its own: gives what is due (after a crash), and notes what was given.</summary>
    private async Task RememberAlertsAsync(CancellationToken cancellationToken)
    {
        await GiveDueAlertsAsync(cancellationToken);
        if (IsToBeRemembered)
        {
            var (timeline, told) = _story.AddTo(State.Timeline);
            await WriteAsync(State with { Alerted = Given, Timeline = timeline });
            _story.Forget(told);
        }
        await ScheduleAlertsAsync();
    }

    private bool IsToBeRemembered => _story.HasNews || !Given.SequenceEqual(State.Alerted);

    private async Task ScheduleAlertsAsync()
    {
        SetAlertTimer();
        var next = AlertPlan.Next(State.Bookings, Given, Now);
        if (_knowsReminder && next == _remindedFor)
            return;
        if (next is { } at)
            await this.RegisterOrUpdateReminder(AlertReminder, Longer(at - s_wakeBefore - Services.Jitter.Within(s_wakeSpread) - Now, TimeSpan.FromSeconds(1)), TimeSpan.FromMinutes(1));
        else if (await this.GetReminder(AlertReminder) is { } reminder)
            await this.UnregisterReminder(reminder);
        (_knowsReminder, _remindedFor) = (true, next);
    }

    private void SetAlertTimer()
    {
        var next = AlertPlan.Next(State.Bookings, [.. Given, .. _underWay, .. _missed.Alerts], Now) ?? DateTimeOffset.MaxValue;
        var again = _missed.AgainAt ?? DateTimeOffset.MaxValue;
        var wait = Longer((next < again ? next : again) - Now, TimeSpan.Zero);
        _alertTimer ??= this.RegisterGrainTimer(
            GiveDueAlertsAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        _alertTimer.Change(wait < s_longestWait ? wait : s_longestWait, Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
