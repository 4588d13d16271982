using System.Runtime.ExceptionServices;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Mailboxes;

/// <content>The subscription by which Graph tells of changes: kept, doubted when changes are found that it did not tell, and ended.</content>
internal abstract partial class MailboxGrain<TState>
{
    /// <summary>A single handshake fails now and then, and while a gateway starts.</summary>
    private const int RefusalsUntilTold = 2;
    private int _subscriptionRefusals;
    private DateTimeOffset? _lastHeard;

    private DateTimeOffset? LastHeard => _lastHeard ?? State.LastHeard;

    private async Task NoteHeardAsync()
    {
        _lastHeard = Now;
        // Not every time: it is only needed when the mailbox has gone to sleep before its next look.
        if (State.LastHeard is null || Now - State.LastHeard > Services.Options.ReconcilePeriod / 4)
            await WriteAsync(State with { LastHeard = Now });
    }

    private async Task LookAsync()
    {
        var changed = await ReadUntoldAsync();
        var since = UntoldChange.Since(State.UntoldSince, changed, LastHeard);
        if (since != State.UntoldSince)
            await WriteAsync(State with { UntoldSince = since });
        if (since is not { } suspectedSince)
            return;
        if (UntoldChange.WaitFor(suspectedSince, Now) is var wait && wait > TimeSpan.Zero)
            KeepUpAfter(wait);
        else
            await ProveSubscriptionAsync();
    }

    /// <summary>Something changed and nothing was heard of it: the subscription may be gone without a word. Who renews it hears of that.</summary>
    private async Task ProveSubscriptionAsync()
    {
        if (State.Subscription is not { } doubted)
            return;
        var kept = await Services.Subscriptions.KeepAsync(this.GetPrimaryKeyString(), doubted with { RenewAt = Now });
        await WriteAsync(State with { Subscription = kept, UntoldSince = null });
        if (kept.Id != doubted.Id)
            await ReadAllSoonAsync();
    }

    private async Task<ExceptionDispatchInfo?> TrySubscribeAsync()
    {
        try
        {
            await SubscribeAsync();
            return null;
        }
        catch (GraphException failure)
        {
            return ExceptionDispatchInfo.Capture(failure);
        }
    }

    /// <summary>
    /// With another subscription than before, what happened in between was not told. A look finds it at once, and a read of everything
    /// follows: of many mailboxes, whose subscriptions ended in a downtime, not at the same moment.
    /// </summary>
    private async Task SubscribeAsync()
    {
        var before = State.Subscription;
        var kept = await Services.Subscriptions.KeepAsync(this.GetPrimaryKeyString(), before);
        if (kept.Id != before?.Id)
            WholeReadsAsked++;
        if (kept != before)
            await WriteAsync(State with { Subscription = kept, LastReadAll = kept.Id == before?.Id ? State.LastReadAll : WhenReadBefore(before) });
    }

    private DateTimeOffset? WhenReadBefore(SubscriptionState? subscription) => subscription is null || State.LastReadAll is null ? null : DateTimeOffset.MinValue;

    private async Task ForgetSubscriptionAsync()
    {
        if (State.Subscription is { } lost)
        {
            await Services.Subscriptions.ForgetAsync(lost);
            await WriteAsync(State with { Subscription = null });
        }
        await SubscribeAsync();
    }

    private async Task ReauthorizeAsync()
    {
        if (State.Subscription is { } current && !await Services.Subscriptions.ReauthorizeAsync(current))
            await ForgetSubscriptionAsync();
    }

    private async Task EndSubscriptionAsync(SubscriptionState subscription)
    {
        try
        {
            await Services.Subscriptions.EndAsync(subscription);
        }
        catch (GraphException failure)
        {
            // It ends by itself within days, and until then its notifications find the mailbox switched off.
            LogNotEnded(Services.Log, failure);
        }
    }

    /// <summary>Tells when Graph cannot reach the gateway.</summary>
    /// <param name="failure">Why there is no subscription, or it was not renewed; null when all is well.</param>
    private async Task JudgeSubscriptionAsync(GraphException? failure)
    {
        if (failure is not (null or { Error: GraphError.NotSubscribed }))
            return;
        _subscriptionRefusals = failure is null ? 0 : _subscriptionRefusals + 1;
        if (failure is null || _subscriptionRefusals >= RefusalsUntilTold)
        {
            await NoteAsync(
                code => code == HealthCode.NotSubscribed,
                failure is null ? [] : [GraphRefusals.NotSubscribed(failure.Code, Services.Options.NotificationUrl)]);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A subscription that is no longer needed could not be ended")]
    private static partial void LogNotEnded(ILogger logger, GraphException failure);
}
