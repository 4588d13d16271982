using NodaTime;

namespace HybridCalendar.Clients.Office365;

/// <summary>A subscription that Graph holds.</summary>
/// <param name="Id">Graph's id; each notification names it.</param>
/// <param name="Expiration">When it ends unless it is renewed; may be later than what was asked for.</param>
public sealed record GraphSubscription(string Id, Instant Expiration);
