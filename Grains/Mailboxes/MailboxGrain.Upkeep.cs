using System.Runtime.ExceptionServices;
using HybridCalendar.Clients.Office365;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;

namespace HybridCalendar.Grains.Mailboxes;

/// <content>What is done for a mailbox by itself, each reconcile period and after failures: it is subscribed to, and read or looked at.</content>
internal abstract partial class MailboxGrain<TState>
{
    private const string UpkeepReminder = "upkeep";
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);
    private SoonestTimer? _upkeep;
    private int _failures;

    /// <summary>Since when it cannot be read, as far as this activation knows; null while it can.</summary>
    private DateTimeOffset? _failsSince;

    /// <summary>Whether lists say that it cannot be read; null when an activation before may have told them.</summary>
    private bool? _isToldUnread = false;
    private DateTimeOffset? _lookedInstead;
    private ExceptionDispatchInfo? _notSubscribed;

    /// <summary>
    /// Begins to watch the mailbox, soon but not within the administrator's call: Graph calls back while it subscribes. Goes before the write that
    /// switches it on: what fails or crashes after that must not leave a mailbox that nothing wakes.
    /// </summary>
    protected async Task BeginAsync()
    {
        var period = Services.Options.ReconcilePeriod;
        await this.RegisterOrUpdateReminder(UpkeepReminder, Services.Jitter.Within(period), period);
        KeepUpAfter(Services.FirstReads.Next());
    }

    /// <summary>Reads in a turn of its own, and again until it succeeds.</summary>
    protected void ReadSoon() => KeepUpAfter(TimeSpan.Zero);

    /// <summary>
    /// Notes that everything is to be read, and begins soon: a large calendar takes longer than a call may. A crash does not forget it.
    /// </summary>
    protected async Task ReadAllSoonAsync()
    {
        WholeReadsAsked++;
        await WriteAsync(State with { LastReadAll = null });
        ReadSoon();
    }

    /// <summary>Stops watching the mailbox. The reminder goes last: where something fails before, its next tick does it again.</summary>
    /// <param name="isDone">Whether nothing is left that the next tick is to try again.</param>
    protected async Task EndAsync(bool isDone = true)
    {
        if (State.Subscription is { } subscription)
            await EndSubscriptionAsync(subscription);
        await WriteAsync(State with { Subscription = null, UntoldSince = null, LastReconciled = null, Troubled = State.Troubled.Clear(), Findings = [] });
        if (isDone)
            await EndUpkeepAsync();
    }

    private async Task EndUpkeepAsync()
    {
        if (await this.GetReminder(UpkeepReminder) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    private void KeepUpAfter(TimeSpan pause)
    {
        _upkeep ??= new SoonestTimer(Services.Time, this.RegisterGrainTimer(
            KeepUpInTimeAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true }));
        _upkeep.RingAfter(pause);
    }

    private Task KeepUpInTimeAsync(CancellationToken cancellationToken)
    {
        _upkeep!.HasRung();
        return KeepUpAsync();
    }

    /// <summary>Tries again soon what passes by itself; the reminder is the limit of how long nothing happens.</summary>
    private async Task KeepUpAsync()
    {
        if (!IsEnabled)
            return;
        try
        {
            // In the middle of a read nobody asks for the subscription: what was refused of it still is.
            await GuardAsync(SubscribeAndReadAsync, provesAccess: () => !IsReading || _notSubscribed is null);
            (_failures, _failsSince) = (0, null);
            if (_isToldUnread != false)
                await PublishAsync();
            _isToldUnread = false;
        }
        catch (Exception failure) when (failure is not InconsistentStateException)
        {
            // Also what other grains could not do in time: a mailbox that is not read is a room without buttons.
            LogPostponed(Services.Log, failure);
            _failsSince ??= Now;
            var pause = Services.Jitter.PauseAfter(++_failures, s_longestPause);
            KeepUpAfter((failure as GraphException)?.RetryAfter is { } asked ? Services.Jitter.Beyond(asked) : pause);
            await TellUnreadAsync();
        }
    }

    /// <summary>Others must not take what is known for all that there is.</summary>
    private async Task TellUnreadAsync()
    {
        if (_isToldUnread == true || !IsUnread)
            return;
        await PublishAsync();
        _isToldUnread = true;
    }

    /// <summary>A mailbox that cannot be subscribed to is read all the same: then the reconcile period is the delay.</summary>
    private async Task SubscribeAndReadAsync()
    {
        // Where there is none, it is tried again once the read has come to its end, and not in each of its turns.
        if (!IsReading)
        {
            _notSubscribed = await TrySubscribeAsync();
            await JudgeSubscriptionAsync(_notSubscribed?.SourceException as GraphException);
        }
        if (IsReading || await MustReadAllAsync())
            await ReadAllOrLookAsync();
        else
            await LookAsync();
        if (IsReading)
        {
            ReadSoon();
            return;
        }
        await JudgeAsync();
        _notSubscribed?.Throw();
    }

    /// <summary>
    /// What keeps a calendar that was read before from being read whole keeps nobody from looking for changes: once each period, and the read
    /// is tried again all the same.
    /// </summary>
    private async Task ReadAllOrLookAsync()
    {
        try
        {
            await ReadAllAsync();
        }
        catch (Exception failure) when (!IsOfMailbox(failure) && IsLookDue)
        {
            LogPostponed(Services.Log, failure);
            _lookedInstead = Now;
            await LookAsync();
            throw;
        }
    }

    private bool IsLookDue => State.LastReconciled is { } last && Now - (last > _lookedInstead ? last : _lookedInstead ?? last) >= Services.Options.ReconcilePeriod;

    /// <summary>Whether the organization's settings have changed since everything was read, so that a look would miss something.</summary>
    protected virtual Task<bool> IsReadByOtherSettingsAsync() => Task.FromResult(false);

    /// <summary>A time to come is stored: the activation may be gone by then, and the next one must not choose another.</summary>
    private async Task<bool> MustReadAllAsync()
    {
        var late = Services.Options.ReconcilePeriod * 2;
        var begin = DailyPass.Begin(
            this.GetPrimaryKeyString(), State.LastReadAll, State.ReadAllAt, Now, late < DailyPass.MakeUpTime ? late : DailyPass.MakeUpTime, Services.Jitter);
        // All mailboxes notice it within one period.
        if (begin is null && await IsReadByOtherSettingsAsync())
            begin = State.ReadAllAt ?? Now + Services.Jitter.Within(DailyPass.MakeUpTime);
        if (begin > Now)
        {
            if (State.ReadAllAt != begin)
                await WriteAsync(State with { ReadAllAt = begin });
            KeepUpAfter(begin.Value - Now);
        }
        return begin <= Now;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mailbox could not be read now; it is tried again")]
    private static partial void LogPostponed(ILogger logger, Exception failure);
}
