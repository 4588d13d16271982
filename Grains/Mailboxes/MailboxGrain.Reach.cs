using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;

namespace HybridCalendar.Grains.Mailboxes;

/// <content>Tells when Graph cannot reach the gateway.</content>
internal abstract partial class MailboxGrain<TState>
{
    /// <summary>A single handshake fails now and then, and while a gateway starts.</summary>
    private const int RefusalsUntilTold = 2;
    private int _subscriptionRefusals;

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
}
