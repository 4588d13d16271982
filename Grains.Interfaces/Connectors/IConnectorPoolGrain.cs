namespace HybridCalendar.Grains.Connectors;

/// <summary>
/// The requests of an organization on their way to its connectors. One connector at a time, which holds a lease, is handed requests, in the
/// order in which they were asked; the others stand by.
/// </summary>
[Alias("hc.connector-pool")]
public interface IConnectorPoolGrain : IGrainWithStringKey
{
    /// <summary>
    /// Stores a request until <see cref="Acknowledge"/>. To ask again under the same id is harmless: what has been answered is told again.
    /// </summary>
    /// <param name="requestId">Chosen by the asker, unlike any other.</param>
    /// <param name="request">The request, sealed.</param>
    /// <param name="asker">The asker's grain id as text; it implements <see cref="IRequestSource"/>.</param>
    [Alias("ask")]
    Task Ask(string requestId, SealedText request, string asker);

    /// <summary>The asker has its answer, or wants none any more: the request is forgotten.</summary>
    [Alias("acknowledge")]
    Task Acknowledge(string requestId);

    /// <summary>A connection of a connector takes or renews the lease, for <see cref="PoolLease.Length"/>, or stands by.</summary>
    /// <param name="connectorId">The connector.</param>
    /// <param name="connectionId">Its connection; a new one of the same connector takes the lease over from the one before.</param>
    /// <param name="readiness">Whether it can serve. One that cannot gives the lease up: at once, or, while it is only unable to, after
    /// <see cref="PoolLease.Patience"/> and when another one is ready. Then it is told to stand by; the lease is free when it says that it
    /// has <see cref="Readiness.StoodDown"/>, or when it runs out.</param>
    /// <param name="observer">Whom to tell that there is something to look at.</param>
    /// <returns>True when the connection holds the lease and may work.</returns>
    [Alias("renew")]
    Task<bool> Renew(string connectorId, string connectionId, Readiness readiness, IConnectorObserver observer);

    /// <summary>The connection has ended; its lease is free at once.</summary>
    [Alias("leave")]
    Task Leave(string connectionId);

    /// <summary>The next requests that this connection was not handed yet; none unless it holds the lease.</summary>
    /// <param name="connectionId">The connection.</param>
    /// <param name="most">At most so many.</param>
    [Alias("take")]
    Task<IReadOnlyList<PoolRequest>> Take(string connectionId, int most);

    /// <summary>Stores an answer and tells the asker. The first answer counts; an unknown request was acknowledged before.</summary>
    [Alias("answer")]
    Task Answer(string requestId, SealedText answer);

    /// <summary>A connector cannot open a request; the asker is told.</summary>
    [Alias("unreadable")]
    Task Unreadable(string requestId, string reason);

    [Alias("status")]
    Task<PoolStatus> GetStatus();
}
