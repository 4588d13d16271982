using System.Collections.Concurrent;
using System.Collections.Immutable;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Users;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Hints;

/// <summary>
/// Hands hints to their mailboxes: one call at a time to each, all that came in during a call together with the next, and
/// again after a pause when a call fails, fewer at once when it took too long.
/// </summary>
public sealed partial class HintDispatcher(IGrainFactory grains, LostSilos silos, TimeProvider time, Jitter jitter, ILogger<HintDispatcher> log) : IAsyncDisposable
{
    /// <summary>Most of them wait for Graph or Webex.</summary>
    private const int MaxAtOnce = 128;

    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(15);

    /// <summary>Few mailboxes need as long for a hint, and those may read the same event more than once.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);

    private readonly ConcurrentDictionary<string, MailboxQueue> _queues = new();
    private readonly SemaphoreSlim _slots = new(MaxAtOnce);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Called with rows of the journal that need not be kept any longer.</summary>
    public Func<IReadOnlyCollection<long>, Task>? Reflected { get; set; }

    /// <summary>Takes a hint on its way.</summary>
    /// <param name="hint">What to tell which mailbox.</param>
    /// <param name="row">Its row in the journal.</param>
    public void Post(JournaledHint hint, long row)
    {
        var queue = _queues.GetOrAdd(hint.Mailbox, static (mailbox, dispatcher) => new MailboxQueue(dispatcher.Mailbox(mailbox)), this);
        if (queue.Add(hint, row))
            _ = DrainAsync(queue);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        _slots.Dispose();
    }

    private async Task DrainAsync(MailboxQueue queue)
    {
        try
        {
            while (await HandOverAsync(queue))
            {
            }
        }
        catch (Exception stopped) when (_stop.IsCancellationRequested)
        {
            LogStopped(log, stopped);
        }
    }

    /// <returns>False when nothing waited.</returns>
    private async Task<bool> HandOverAsync(MailboxQueue queue)
    {
        // The slot first: what comes in while all are taken goes along in the same call.
        await _slots.WaitAsync(_stop.Token);
        if (queue.Take() is not { } batch)
        {
            _slots.Release();
            return false;
        }
        await DeliverAsync(queue.Mailbox, batch.Hints);
        await StrikeOffAsync(batch.Rows);
        return true;
    }

    /// <summary>Goes on until the mailbox has taken the hints or the host stops: a 202 was given for them, and nobody else knows of them.</summary>
    private async Task DeliverAsync(IMailboxGrain mailbox, ImmutableArray<MailboxHint> hints)
    {
        var atOnce = hints.Length;
        for (var attempt = 1; ; await _slots.WaitAsync(_stop.Token))
        {
            var part = hints[..Math.Min(atOnce, hints.Length)];
            if (await TryDeliverAsync(mailbox, part) is not { } failure)
            {
                (hints, attempt) = (hints[part.Length..], 1);
                if (hints.IsEmpty)
                    return;
                continue;
            }
            // At a slow Graph the same hints would take too long each time.
            if (failure is TimeoutException)
                atOnce = Math.Max(1, part.Length / 2);
            LogRetry(log, attempt, failure);
            var pause = jitter.PauseAfter(attempt++, s_longestPause);
            await Task.Delay((failure as GraphException)?.RetryAfter is { } asked && asked > pause ? jitter.Beyond(asked) : pause, time, _stop.Token);
        }
    }

    /// <summary>Makes one call, and gives the slot back.</summary>
    private async Task<Exception?> TryDeliverAsync(IMailboxGrain mailbox, ImmutableArray<MailboxHint> hints)
    {
        try
        {
            await UnansweredCall.MakeAsync(() => mailbox.TakeHints(hints), s_patience, silos, time, _stop.Token);
            return null;
        }
#pragma warning disable CA1031 // Whatever failed is tried again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure;
        }
        finally
        {
            if (!_stop.IsCancellationRequested)
                _slots.Release();
        }
    }

    private async Task StrikeOffAsync(IReadOnlyCollection<long> rows)
    {
        try
        {
            if (Reflected is { } reflected)
                await reflected(rows);
        }
#pragma warning disable CA1031 // What stays in the journal is handed over once more at the next start, which does no harm; what waits must go on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotStruckOff(log, failure);
        }
    }

    private IMailboxGrain Mailbox(string key) =>
        GrainKeys.IsRoom(key) ? grains.GetGrain<IRoomMailboxGrain>(key) : grains.GetGrain<IUserGrain>(key);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Attempt {Attempt} to hand hints to a mailbox failed")]
    private static partial void LogRetry(ILogger logger, int attempt, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Hints could not be struck off the journal; they come again at the next start")]
    private static partial void LogNotStruckOff(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Delivery of hints stopped; they come again at the next start")]
    private static partial void LogStopped(ILogger logger, Exception stopped);
}
