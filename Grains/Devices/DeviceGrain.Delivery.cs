using HybridCalendar.Clients.Webex;
using HybridCalendar.Grains.Timelines;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;

namespace HybridCalendar.Grains.Devices;

/// <content>
/// Lists go to the Webex cloud by a timer that interleaves: a device that answers slowly must not hold up the room, which waits for
/// this grain to take the next list. The timer writes no state; what came of the call is noted by a turn of its own.
/// </content>
internal sealed partial class DeviceGrain
{
    private const string DeliveryReminder = "delivery";
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_refusalPause = TimeSpan.FromMinutes(15);

    private const string OutOfReach = "It does not answer: it may be busy, or off. It is tried again.";

    /// <summary>A single call fails now and then.</summary>
    private const int MostHiccups = 1;

    /// <summary>So often is written, between writes of another activation, that nobody knows what the device holds.</summary>
    private const int MostDoubts = 5;

    /// <summary>
    /// For so long after a read or write of its state an activation knows that it is the only one: silos take longer to declare one dead that
    /// may wake again. Afterwards, when it waited or its silo was frozen, another one may have sent a newer list.
    /// </summary>
    private static readonly TimeSpan s_sure = TimeSpan.FromSeconds(5);

    /// <summary>A list that is not delivered within this is remembered by a reminder: see docs/decisions/024.</summary>
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(1);
    private IGrainTimer? _delivery;
    private IGrainTimer? _reading;
    private IGrainTimer? _noting;
    private Delivery? _ended;
    private int _failures;

    /// <summary>Whether another activation wrote beside this one.</summary>
    private bool _isSecond;

    /// <summary>Whether this activation put the problem into the lists: one before it may have crashed on the way.</summary>
    private bool _isProblemListed;
    private bool _isReminding;
    private IGrainReminder? _reminder;
    private DateTimeOffset _notBefore;
    private DateTimeOffset _sureUntil;

    /// <summary>Completes with what came of the next call.</summary>
    private TaskCompletionSource<Delivery> _next = NewDelivery();

    /// <summary>How often what the device holds came into doubt: a delivery that began before proves nothing.</summary>
    private int _doubts;

    /// <summary>A crash left a list undelivered, or the device is out of reach for long.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        (_isReminding, _reminder) = (true, null);
        if (!state.State.MustDeliver)
            await StopRemindingAsync();
        else
            DeliverAfter(TimeSpan.Zero);
    }

    public async Task Verify()
    {
        if (_stored is not { MustDeliver: false, ConfirmedAt: { } confirmed, Settings: { Link: DeviceLink.WebexCloud, WebexDeviceId: { } webexId } })
            return;
        try
        {
            // The time before the call: a slow answer must not make an old start look like one after the delivery.
            var asked = time.GetUtcNow();
            var uptime = await webex.GetUptimeAsync(webexId);
            // In a turn of its own: this one interleaves. What was delivered meanwhile, stored or not yet, came after the start.
            if (asked - uptime > confirmed && state.State.ConfirmedAt == confirmed)
                await this.AsReference<IDeviceGrain>().SyncRequired();
        }
        catch (WebexException failure)
        {
            // Off, busy, or not ours to ask: the next time comes.
            LogNotVerified(log, failure);
        }
    }

    /// <summary>Delivers soon; a crash does not forget it.</summary>
    private async Task DeliverIfNeededAsync()
    {
        if (!state.State.MustDeliver)
            return;
        await RemindAsync();
        DeliverAfter(TimeSpan.Zero);
    }

    /// <summary>The same for a caller who asks again after a crash, and so remembers it for as long as the call lasts.</summary>
    private async Task DeliverWithinCallAsync()
    {
        if (!state.State.MustDeliver)
            return;
        // The next call begins when what came of the one before is noted.
        if (_ended is not null)
            await NoteDeliveryAsync(CancellationToken.None);
        if (!state.State.MustDeliver)
            return;
        var next = _next.Task;
        DeliverAfter(TimeSpan.Zero);
        if (_isReminding || _notBefore > Now || !await IsDeliveredSoonAsync(next))
            await RemindAsync();
    }

    /// <summary>By the machine's clock, as the runtime's own limits of calls are: it is how long the room really waits.</summary>
    private async Task<bool> IsDeliveredSoonAsync(Task<Delivery> next)
    {
        await Task.WhenAny(next, Task.Delay(s_soon, TimeProvider.System));
        return next.IsCompletedSuccessfully && await next is { Outcome.Status: DeliveryStatus.Delivered } delivery && delivery.List == state.State.List;
    }

    private async Task RemindAsync()
    {
        if (!_isReminding)
            _reminder = await this.RegisterOrUpdateReminder(DeliveryReminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        _isReminding = true;
    }

    private void DeliverAfter(TimeSpan pause)
    {
        var wait = _notBefore - time.GetUtcNow();
        pause = pause > wait ? pause : wait;
        _delivery ??= this.RegisterGrainTimer(
            DeliverAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        _delivery.Change(pause, Timeout.InfiniteTimeSpan);
    }

    /// <summary>One call at a time, as the ticks of a timer are; what comes in during the call is delivered by the next, and none begins during a write.</summary>
    private async Task DeliverAsync(CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(state.State, _stored))
        {
            _wasDue = true;
            return;
        }
        if (_ended is not null || _stored is not { MustDeliver: true, Settings.WebexDeviceId: { } webexId, List: var list })
            return;
        if (Now > _sureUntil)
        {
            _reading ??= this.RegisterGrainTimer(
                ReadAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
            _reading.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            return;
        }
        var doubts = _doubts;
        _ended = new Delivery(webexId, list, doubts, await webex.PutBookingsAsync(webexId, list.BookingsJson, cancellationToken));
        Interlocked.Exchange(ref _next, NewDelivery()).SetResult(_ended);
        _noting ??= this.RegisterGrainTimer(
            NoteDeliveryAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        _noting.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sees what storage has before a list is sent, in a turn of its own: deliveries interleave with writes.</summary>
    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await state.ReadStateAsync(cancellationToken);
        }
        catch
        {
            DeliverAfter(jitter.PauseAfter(++_failures, s_longestPause));
            throw;
        }
        _stored = state.State;
        _sureUntil = Now + s_sure;
        if (state.State.MustDeliver)
            DeliverAfter(TimeSpan.Zero);
    }

    private async Task NoteDeliveryAsync(CancellationToken cancellationToken)
    {
        if (_ended is not { } ended)
            return;
        _ended = null;
        var isProof = ended.Doubts == _doubts;
        var isNewest = ended.List == state.State.List;
        try
        {
            if (ended.WebexId == state.State.Settings?.WebexDeviceId)
                await NoteAsync(ended.Outcome, isProof, isNewest);
        }
        catch (InconsistentStateException conflict)
        {
            await SendAgainAsync(conflict, cancellationToken);
        }
        if (!isProof || !isNewest)
            await DeliverIfNeededAsync();
        // A device that is busy or off may be so for days; a reminder wakes the activation that stays.
        if (_isSecond && (!state.State.MustDeliver || ended.Outcome.Status == DeliveryStatus.Busy))
            DeactivateOnIdle();
    }

    /// <summary>
    /// Another activation has written meanwhile, and perhaps sent a newer list before the one that was just sent came. Which of them the device
    /// holds, nobody knows. Of the two this one goes when the newest has come: what it has in memory, and who is subscribed to it, would
    /// otherwise stand beside the other's.
    /// </summary>
    private async Task SendAgainAsync(InconsistentStateException conflict, CancellationToken cancellationToken)
    {
        LogConflict(log, conflict);
        // The other one may have stopped the reminder that both share.
        (_isSecond, _isReminding, _reminder) = (true, false, null);
        for (var tries = 1; ; tries++)
        {
            await state.ReadStateAsync(cancellationToken);
            _stored = state.State;
            try
            {
                await DoubtAsync(state.State.Timeline);
                break;
            }
            catch (InconsistentStateException) when (tries < MostDoubts)
            {
                // It has written once more.
            }
        }
        await DeliverIfNeededAsync();
    }

    private async Task NoteAsync(DeliveryOutcome outcome, bool isProof, bool isNewest)
    {
        switch (outcome.Status)
        {
            case DeliveryStatus.Delivered:
                _failures = 0;
                if (!isProof || !isNewest)
                    break;
                await NoteConfirmedAsync(state.State.List.Version);
                await StopRemindingAsync();
                break;
            case DeliveryStatus.Busy:
                Wait(Longer(outcome.RetryAfter ?? TimeSpan.Zero, jitter.PauseAfter(++_failures, s_longestPause)));
                DeliverAfter(TimeSpan.Zero);
                if (_failures > MostHiccups && Story.OutOfReach(state.State, FactCodes.DeviceBusy, Now) is var timeline && (timeline != state.State.Timeline || !_isProblemListed))
                    await NoteProblemAsync(OutOfReach, timeline);
                break;
            case var _ when isProof:
                await NoteRefusalAsync(outcome);
                break;
        }
    }

    /// <summary>A newer list must not come before the device or the cloud is ready for it.</summary>
    private void Wait(TimeSpan pause) => _notBefore = time.GetUtcNow() + pause;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>The same list may be refused again: it waits for the room's next read, for a newer list, or for an administrator.</summary>
    private async Task NoteRefusalAsync(DeliveryOutcome outcome)
    {
        LogRefused(log, outcome.Status, outcome.Reason);
        var isUnknown = outcome.Status == DeliveryStatus.DeviceUnknown;
        var problem = isUnknown ? "Webex knows no device with this id." : $"Webex refuses the list ({outcome.Reason}).";
        Wait(s_refusalPause);
        await NoteProblemAsync(problem, Story.Refused(state.State, isUnknown ? null : $"{outcome.Reason}", Now));
        await StopRemindingAsync();
    }

    /// <summary>In the lists last: after a crash in between the device is sent its list again, and the problem is noted again.</summary>
    private async Task NoteProblemAsync(string problem, Timeline timeline)
    {
        await WriteAsync(state.State with { Problem = problem, Timeline = timeline });
        await catalog.NoteDeviceProblemAsync(Id, problem);
        _isProblemListed = true;
    }

    private async Task StopRemindingAsync()
    {
        if (!_isReminding)
            return;
        if ((_reminder ?? await this.GetReminder(DeliveryReminder)) is { } reminder)
            await this.UnregisterReminder(reminder);
        (_isReminding, _reminder) = (false, null);
    }

    private static TaskCompletionSource<Delivery> NewDelivery() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Information, Message = "A device could not be asked whether it was restarted")]
    private static partial void LogNotVerified(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Two activations of a device's grain sent it lists; it is sent the newest once more")]
    private static partial void LogConflict(ILogger logger, Exception conflict);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A device did not take its list: {Status}, {Reason}")]
    private static partial void LogRefused(ILogger logger, DeliveryStatus status, string? reason);

    /// <summary>What came of a call.</summary>
    /// <param name="WebexId">Whom it went to.</param>
    /// <param name="List">What was sent.</param>
    /// <param name="Doubts">How many there were when it was.</param>
    /// <param name="Outcome">What Webex answered.</param>
    private sealed record Delivery(string WebexId, DeviceList List, int Doubts, DeliveryOutcome Outcome);
}
