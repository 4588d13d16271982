using System.Collections.Immutable;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Mailboxes;

/// <content>What is wrong with the mailbox: noted when it is found, and told where administrators look.</content>
internal abstract partial class MailboxGrain<TState>
{
    /// <summary>Whether lists may not tell of the findings that are stored.</summary>
    private bool _mustPublish;

    /// <summary>What is shown in lists; null when nothing takes buttons away.</summary>
    protected string? Problem => MailboxFindings.Summary(FindingsIn(State));

    /// <summary>With that what is known of the calendar is old.</summary>
    private ImmutableArray<MailboxFinding> FindingsIn(TState known) => IsEnabledIn(known) && !IsReading
        ? MailboxFindings.WithAge(known.Findings, known.LastReconciled, _failsSince, Now, Services.Options.ReconcilePeriod)
        : known.Findings;

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

    /// <summary>Stores what was found of the kinds that were looked for, when it differs from what was known, or another build stored it; and has lists tell it.</summary>
    protected async Task NoteAsync(Func<HealthCode, bool> covers, IReadOnlyList<HealthFinding> found)
    {
        var next = MailboxFindings.Replace(State.Findings, covers, found, Now);
        if (!next.SequenceEqual(State.Findings) || State.Build != s_build)
        {
            await WriteAsync(WithFindings(next));
            _mustPublish = true;
        }
        if (!_mustPublish)
            return;
        await PublishAsync();
        _mustPublish = false;
    }

    /// <summary>The state with other findings.</summary>
    protected virtual TState WithFindings(ImmutableArray<MailboxFinding> findings) => State with { Findings = findings };

    /// <summary>Looks for what is wrong besides what reads show.</summary>
    protected virtual Task JudgeAsync() => Task.CompletedTask;

    private HealthFinding? Describe(GraphException refusal) =>
        GraphRefusals.Describe(refusal, Mail, GrainKeys.IsRoom(this.GetPrimaryKeyString()), Services.ClientId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Graph refuses a mailbox: {Error} ({Code}), request {RequestId}")]
    private static partial void LogRefused(ILogger logger, GraphError error, string? code, string? requestId);
}
