using Orleans.Concurrency;

namespace HybridCalendar.Grains.Connectors;

/// <summary>
/// Whoever asks connectors. Both calls are one way and come again until <see cref="IConnectorPoolGrain.Acknowledge"/>: the pool waits for
/// nobody, so no circle of calls can come about.
/// </summary>
[Alias("hc.request-source")]
public interface IRequestSource : IGrainWithStringKey
{
    /// <summary>A connector has answered.</summary>
    [OneWay]
    [Alias("answered")]
    Task Answered(string requestId, SealedText answer);

    /// <summary>
    /// The request cannot be read by connectors any more, or its answer not here, as the key was revoked or lost. Ask again, under a new id.
    /// </summary>
    /// <param name="requestId">The request.</param>
    /// <param name="reason">A sentence for the timeline, without content.</param>
    [OneWay]
    [Alias("unreadable")]
    Task Unreadable(string requestId, string reason);
}
