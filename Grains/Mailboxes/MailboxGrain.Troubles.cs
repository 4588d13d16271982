using System.Collections.Immutable;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;

namespace HybridCalendar.Grains.Mailboxes;

/// <content>One bad event leaves out itself alone: it is remembered, and tried again by itself.</content>
internal abstract partial class MailboxGrain<TState>
{
    private readonly HashSet<string> _mayHaveChanged = [];
    private IGrainTimer? _retry;

    /// <summary>The last failure of something that no single event is to blame for.</summary>
    private Exception? _ofMailbox;

    /// <summary>Reads what failed before, or asks it, alone. Goes through <see cref="TryEventAsync"/>.</summary>
    protected abstract Task RetryAsync(string key);

    /// <summary>Does what concerns one event. When that fails, for a reason of its own, it is noted to be tried again.</summary>
    /// <returns>Whether it succeeded.</returns>
    protected async Task<bool> TryEventAsync(string key, Func<Task> work)
    {
        var failure = await CatchAsync(work);
        if (failure is GraphException { IsTransient: true })
        {
            // Whether the event is to blame or Graph is away, a call that has nothing to do with the event tells.
            await Services.Calendar.GetPrimaryAddressAsync(Mail);
            failure = await CatchAsync(work);
        }
        if (failure is null)
            await ForgetTroubleAsync(key);
        else
            await NoteTroubleAsync(key, version: null, failure);
        return failure is null;
    }

    /// <summary>An event that fails may have changed. It is not tried within the caller's call, which it may hold up, but right after.</summary>
    protected async Task RetrySoonAsync(string key)
    {
        _mayHaveChanged.Add(key);
        await WriteTroubledAsync(Troubles.Changed(State.Troubled, key, Now));
        ScheduleRetry();
    }

    protected async Task NoteTroubleAsync(string key, string? version, Exception failure)
    {
        await WriteTroubledAsync(WithTrouble(State.Troubled, key, version, failure));
    }

    protected ImmutableDictionary<string, TroubledEvent> WithTrouble(
        ImmutableDictionary<string, TroubledEvent> troubled, string key, string? version, Exception failure)
    {
        LogFails(Services.Log, failure);
        return Troubles.Failed(troubled, key, version, Now, Services.Jitter);
    }

    /// <summary>Has the administrator told of what fails, and the next try made in time.</summary>
    protected async Task TellTroublesAsync()
    {
        await NoteAsync(code => code is HealthCode.MeetingsFail or HealthCode.PartsFail, [.. JudgeTroubles()]);
        ScheduleRetry();
    }

    /// <summary>What an administrator is told of what fails.</summary>
    protected virtual IEnumerable<HealthFinding> JudgeTroubles() => Troubles.Judge(State.Troubled);

    protected Task ForgetTroubleAsync(string key) => WriteTroubledAsync(State.Troubled.Remove(key));

    /// <summary>Does something that no single event is to blame for, though it may be done for the sake of one.</summary>
    protected async Task OfMailboxAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure)
        {
            _ofMailbox = failure;
            throw;
        }
    }

    /// <returns>The failure when the event is to blame, null for none; every other goes to the caller.</returns>
    private async Task<Exception?> CatchAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (Exception failure) when (!IsOfMailbox(failure))
        {
            return failure;
        }
    }

    protected bool IsOfMailbox(Exception failure) => ReferenceEquals(failure, _ofMailbox) || MailboxFailures.Is(failure);

    protected async Task WriteTroubledAsync(ImmutableDictionary<string, TroubledEvent> next)
    {
        if (next == State.Troubled)
            return;
        await WriteAsync(State with { Troubled = next });
        await TellTroublesAsync();
    }

    /// <summary>The time comes from the state, so that no later wish puts an earlier one off, and a restart forgets none.</summary>
    private void ScheduleRetry(TimeSpan soonest = default)
    {
        var next = _mayHaveChanged.Count > 0 ? Now : Troubles.NextTry(State.Troubled);
        if (!IsEnabled || next is not { } at)
            return;
        _retry ??= this.RegisterGrainTimer(
            RetryDueAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        var pause = at - Now;
        _retry.Change(pause > soonest ? pause : soonest, Timeout.InfiniteTimeSpan);
    }

    private async Task RetryDueAsync(CancellationToken cancellationToken)
    {
        if (!IsEnabled)
            return;
        var keys = Troubles.Due(State.Troubled, Now).Union(_mayHaveChanged).ToList();
        try
        {
            await GuardAsync(async () =>
            {
                // A try may have read others along with it.
                foreach (var key in keys.Where(key => _mayHaveChanged.Contains(key) || Troubles.IsDue(State.Troubled, key, Now)))
                {
                    await RetryAsync(key);
                    _mayHaveChanged.Remove(key);
                }
            });
            // What is still due was not tried, as Graph refuses the mailbox.
            ScheduleRetry(soonest: _mayHaveChanged.Count == 0 && Troubles.Due(State.Troubled, Now).IsEmpty ? TimeSpan.Zero : s_longestPause);
        }
        catch (Exception failure) when (failure is not InconsistentStateException)
        {
            LogPostponed(Services.Log, failure);
            ScheduleRetry(soonest: s_longestPause);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An event of a mailbox could not be processed and is left out; it is tried again alone")]
    private static partial void LogFails(ILogger logger, Exception failure);
}
