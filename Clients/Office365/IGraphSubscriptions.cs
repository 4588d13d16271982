using NodaTime;

namespace HybridCalendar.Clients.Office365;

/// <summary>
/// Graph's change notifications for the events of a mailbox. While a subscription is made, renewed or reauthorized Graph calls
/// the notification URLs back, so these calls may take half a minute; they throw <see cref="GraphException"/> as
/// <see cref="IOffice365Calendar"/> does.
/// </summary>
public interface IGraphSubscriptions
{
    /// <summary>
    /// Makes a subscription. Graph may accept a second one for the same mailbox: keep the id, and delete what is not needed.
    /// </summary>
    Task<GraphSubscription> CreateAsync(SubscriptionRequest request, CancellationToken cancel = default);

    /// <summary>Moves the expiration; this also reauthorizes.</summary>
    /// <returns>The subscription as it is now, or null when Graph no longer knows it: make a new one and read everything again.</returns>
    Task<GraphSubscription?> RenewAsync(string subscriptionId, Instant expiration, CancellationToken cancel = default);

    /// <summary>Answers a lifecycle event <c>reauthorizationRequired</c> without moving the expiration.</summary>
    /// <returns>False when Graph no longer knows the subscription.</returns>
    Task<bool> ReauthorizeAsync(string subscriptionId, CancellationToken cancel = default);

    /// <summary>Ends a subscription; one that is already gone is fine.</summary>
    Task DeleteAsync(string subscriptionId, CancellationToken cancel = default);
}
