using System.Collections.Immutable;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;
using HybridCalendar.Grains.Organizations;
using Orleans.Runtime;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>
/// Watches a mailbox: keeps its subscription, follows hints, and reads on its own when nothing is heard. Subclasses say what
/// reading means for a user and for a room.
/// </summary>
internal abstract partial class MailboxGrain<TState>(IPersistentState<TState> state, MailboxServices services) : Grain, IMailboxGrain, IRemindable
    where TState : MailboxState, new()
{
    private static readonly string s_build = string.Join(
        ' ', new[] { typeof(MailboxState), typeof(HealthFinding), typeof(GraphException) }.Select(type => type.Module.ModuleVersionId));

    /// <summary>Not all mailboxes at the same moment, yet all within the minute that people are ready to wait after a start.</summary>
    private static readonly TimeSpan s_catchUpSpread = TimeSpan.FromSeconds(20);

    protected TState State => state.State;

    /// <summary>The last state that storage has taken, for answers while another one may be being written.</summary>
    protected TState Stored { get; private set; } = new();

    protected MailboxServices Services { get; } = services;

    /// <summary>The mailbox's address.</summary>
    protected string Mail => GrainKeys.IdOf(this.GetPrimaryKeyString());

    protected DateTimeOffset Now => Services.Time.GetUtcNow();

    protected bool IsEnabled => IsEnabledIn(State);

    protected abstract bool IsEnabledIn(TState state);

    protected abstract int CountMeetings(TState state);

    /// <summary>Whether what is known of the calendar is old, or nothing is known.</summary>
    protected bool IsUnread => MailboxFindings.IsOld(State.LastReconciled, Now, Services.Options.ReconcilePeriod);

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

    public virtual Task CatchUp()
    {
        if (IsEnabled)
            KeepUpAfter(Services.Jitter.UpToHalfLess(s_catchUpSpread));
        return Task.CompletedTask;
    }

    public Task<MailboxStatus> GetStatus()
    {
        var findings = FindingsIn(Stored);
        return Task.FromResult(new MailboxStatus
        {
            Enabled = IsEnabledIn(Stored),
            SubscribedUntil = Stored.Subscription?.ExpiresAt,
            LastReconciled = Stored.LastReconciled,
            Problem = MailboxFindings.Summary(findings),
            Findings = findings,
            Meetings = CountMeetings(Stored),
        });
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Stored = State;
        if (IsUnread)
            _isToldUnread = null;
        ScheduleRetry();
        return Task.CompletedTask;
    }

    /// <summary>Every reconcile period, and after a crash.</summary>
    public virtual async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (reminderName != UpkeepReminder)
            return;
        if (IsEnabled)
            await KeepUpAsync();
        else if (IsSetUp)
            await EndAsync();
        else
            await EndUpkeepAsync();
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
        Stored = State;
    });

    /// <summary>Whether anything was ever stored, and not removed since.</summary>
    protected bool IsSetUp => state.RecordExists;

    /// <summary>Forgets all that is stored.</summary>
    protected Task ClearAsync() => OfMailboxAsync(async () =>
    {
        await state.ClearStateAsync();
        Stored = State;
    });

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
}
