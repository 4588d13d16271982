using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;
using HybridCalendar.Grains.Organizations;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>
/// Watches a mailbox: keeps its subscription, follows hints, and reads on its own when nothing is heard. Subclasses say what
/// reading means for a user and for a room.
/// </summary>
internal abstract partial class MailboxGrain<TState>(IPersistentState<TState> state, MailboxServices services) : Grain, IMailboxGrain, IRemindable
    where TState : MailboxState, new()
{
    private const string UpkeepReminder = "upkeep";
    private static readonly string s_build = string.Join(
        ' ', new[] { typeof(MailboxState), typeof(HealthFinding), typeof(GraphException) }.Select(type => type.Module.ModuleVersionId));
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    /// <summary>Not all mailboxes at the same moment, yet all within the minute that people are ready to wait after a start.</summary>
    private static readonly TimeSpan s_catchUpSpread = TimeSpan.FromSeconds(20);
    private SoonestTimer? _upkeep;
    private int _failures;
    private bool _isToldUnread;
    private DateTimeOffset? _lookedInstead;
    private ExceptionDispatchInfo? _notSubscribed;

    protected TState State => state.State;

    protected MailboxServices Services { get; } = services;

    /// <summary>The mailbox's address.</summary>
    protected string Mail => GrainKeys.IdOf(this.GetPrimaryKeyString());

    protected DateTimeOffset Now => Services.Time.GetUtcNow();

    protected abstract bool IsEnabled { get; }

    protected abstract int MeetingCount { get; }

    /// <summary>Whether what is known of the calendar is old, or nothing is known.</summary>
    protected bool IsUnread => MailboxFindings.IsOld(State.LastReconciled, Now, Services.Options.ReconcilePeriod);

    /// <summary>What is shown in lists; null when nothing takes buttons away.</summary>
    protected string? Problem => MailboxFindings.Summary(State.Findings);

    public async Task TakeHints(ImmutableArray<MailboxHint> hints)
    {
        if (!IsEnabled)
            return;
        var kinds = hints.Select(hint => hint.Kind).ToHashSet();
        await GuardAsync(async () =>
        {
            if (kinds.Contains(HintKind.SubscriptionRemoved))
                await ForgetSubscriptionAsync();
            if (kinds.Contains(HintKind.ReauthorizationRequired))
                await ReauthorizeAsync();
            if (kinds.Contains(HintKind.SubscriptionRemoved) || kinds.Contains(HintKind.Missed))
                await ReadAllSoonAsync();
            else if (kinds.Contains(HintKind.Changed))
                await ReadHintedAsync([.. hints.Where(hint => hint.Kind == HintKind.Changed).Select(hint => hint.EventId).Distinct()]);
        });
    }

    /// <summary>A hint that names no event may be about any, also about one that was deleted.</summary>
    private async Task ReadHintedAsync(IReadOnlyCollection<string?> eventIds)
    {
        await NoteHeardAsync();
        await ReadChangedAsync([.. eventIds.OfType<string>()]);
        if (eventIds.Contains(null))
            await ReadAllSoonAsync();
    }

    public async Task Reconcile()
    {
        if (!IsEnabled)
            return;
        WholeReadsAsked++;
        await WriteAsync(Anew(State));
        ReadSoon();
    }

    /// <summary>The state for a read of everything, with all that was refused or failed to be tried again: who asks for it has perhaps mended it.</summary>
    protected virtual TState Anew(TState state) => state with { LastReadAll = null, Troubled = Troubles.Anew(state.Troubled, Now) };

    public Task CatchUp()
    {
        if (IsEnabled)
            KeepUpAfter(Services.Jitter.UpToHalfLess(s_catchUpSpread));
        return Task.CompletedTask;
    }

    public Task<MailboxStatus> GetStatus()
    {
        var findings = MailboxFindings.WithAge(State.Findings, IsEnabled && !IsReading ? State.LastReconciled : null, Now, Services.Options.ReconcilePeriod);
        return Task.FromResult(new MailboxStatus
        {
            Enabled = IsEnabled,
            SubscribedUntil = State.Subscription?.ExpiresAt,
            LastReconciled = State.LastReconciled,
            Problem = MailboxFindings.Summary(findings),
            Findings = findings,
            Meetings = MeetingCount,
        });
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        ScheduleRetry();
        return Task.CompletedTask;
    }

    /// <summary>Every reconcile period, and after a crash.</summary>
    public virtual async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (reminderName != UpkeepReminder)
            return;
        if (IsEnabled)
            await KeepUpAsync(CancellationToken.None);
        else
            await EndAsync();
    }

    /// <summary>Reads what hints point at.</summary>
    protected abstract Task ReadChangedAsync(IReadOnlyCollection<string> eventIds);

    /// <summary>Reads everything that matters now, or a part of it: then <see cref="IsReading"/>, and it is called again soon.</summary>
    protected abstract Task ReadAllAsync();

    /// <summary>Whether a read of everything goes on in the next turn.</summary>
    protected virtual bool IsReading => false;

    /// <summary>How often this activation was asked to read everything.</summary>
    protected int WholeReadsAsked { get; private set; }

    /// <summary>Looks for changes that nobody told us of. May be cheaper than <see cref="ReadAllAsync"/>.</summary>
    /// <returns>When the last of them was made, at the latest; null when there was none.</returns>
    protected abstract Task<DateTimeOffset?> ReadUntoldAsync();

    /// <summary>Writes the problem, or its absence, to where administrators look.</summary>
    protected abstract Task PublishAsync();

    protected Task WriteAsync(TState next) => OfMailboxAsync(async () =>
    {
        // Before the write, which is what remembers it: what another build published may lack what this one's lists show.
        if (state.RecordExists && State.Build != s_build)
            await PublishAsync();
        await state.WriteAsync(Told(ByThisBuild(next)));
    });

    /// <summary>Whether anything was ever stored, and not removed since.</summary>
    protected bool IsSetUp => state.RecordExists;

    /// <summary>Forgets all that is stored.</summary>
    protected Task ClearAsync() => OfMailboxAsync(() => state.ClearStateAsync());

    /// <summary>What failed for another build is tried anew by this one.</summary>
    private TState ByThisBuild(TState next) =>
        next.Build == s_build ? next : next with { Build = s_build, Troubled = Troubles.Anew(next.Troubled, Now) };

    /// <summary>The state with what its timeline has to say of it.</summary>
    protected virtual TState Told(TState next) => next;

    protected async Task<OrganizationSettings> GetOrganizationAsync()
    {
        OrganizationSettings? settings = null;
        await OfMailboxAsync(async () => settings = await GrainFactory.GetGrain<IOrganizationGrain>(Services.OrganizationKey).GetSettings());
        return settings!;
    }

    /// <summary>Begins to watch the mailbox, soon but not within the administrator's call: Graph calls back while it subscribes.</summary>
    protected async Task BeginAsync()
    {
        var period = Services.Options.ReconcilePeriod;
        await this.RegisterOrUpdateReminder(UpkeepReminder, Services.Jitter.Within(period), period);
        KeepUpAfter(TimeSpan.Zero);
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
        if (isDone && await this.GetReminder(UpkeepReminder) is { } reminder)
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
        return KeepUpAsync(cancellationToken);
    }

    /// <summary>Tries again soon what passes by itself; the reminder is the limit of how long nothing happens.</summary>
    private async Task KeepUpAsync(CancellationToken cancellationToken)
    {
        if (!IsEnabled)
            return;
        try
        {
            // In the middle of a read nobody asks for the subscription: what was refused of it still is.
            await GuardAsync(SubscribeAndReadAsync, provesAccess: () => !IsReading || _notSubscribed is null);
            (_failures, _isToldUnread) = (0, false);
        }
        catch (Exception failure) when (failure is not InconsistentStateException)
        {
            // Also what other grains could not do in time: a mailbox that is not read is a room without buttons.
            LogPostponed(Services.Log, failure);
            var pause = Services.Jitter.PauseAfter(++_failures, s_longestPause);
            KeepUpAfter((failure as GraphException)?.RetryAfter is { } asked ? Services.Jitter.Beyond(asked) : pause);
            await TellUnreadAsync();
        }
    }

    /// <summary>Others must not take what is known for all that there is.</summary>
    private async Task TellUnreadAsync()
    {
        if (_isToldUnread || !IsUnread)
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

    /// <summary>
    /// What an administrator must mend is noted, and looked at again with the next upkeep; everything else goes to the caller, who
    /// tries again.
    /// </summary>
    /// <param name="work">What is done.</param>
    /// <param name="provesAccess">Whether its success means that Graph refuses nothing any more: not all work calls Graph. Null for never.</param>
    protected async Task GuardAsync(Func<Task> work, Func<bool>? provesAccess = null)
    {
        HealthFinding? problem = null;
        try
        {
            await work();
        }
        catch (GraphException refusal) when (Describe(refusal) is { } found)
        {
            LogRefused(Services.Log, refusal.Error, refusal.Code, refusal.RequestId);
            problem = found;
        }
        if (problem is not null || provesAccess?.Invoke() == true)
            await NoteAsync(MailboxFindings.IsRefusal, problem is null ? [] : [problem]);
    }

    /// <summary>Stores what was found of the kinds that were looked for, when it differs from what was known, or another build stored it.</summary>
    protected async Task NoteAsync(Func<HealthCode, bool> covers, IReadOnlyList<HealthFinding> found)
    {
        var next = MailboxFindings.Replace(State.Findings, covers, found, Now);
        if (next.SequenceEqual(State.Findings) && State.Build == s_build)
            return;
        await WriteAsync(WithFindings(next));
        await PublishAsync();
    }

    /// <summary>The state with other findings.</summary>
    protected virtual TState WithFindings(ImmutableArray<MailboxFinding> findings) => State with { Findings = findings };

    /// <summary>Looks for what is wrong besides what reads show.</summary>
    protected virtual Task JudgeAsync() => Task.CompletedTask;

    private HealthFinding? Describe(GraphException refusal) =>
        GraphRefusals.Describe(refusal, Mail, GrainKeys.IsRoom(this.GetPrimaryKeyString()), Services.ClientId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mailbox could not be read now; it is tried again")]
    private static partial void LogPostponed(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Graph refuses a mailbox: {Error} ({Code}), request {RequestId}")]
    private static partial void LogRefused(ILogger logger, GraphError error, string? code, string? requestId);
}
