using Orleans.Concurrency;

namespace HybridCalendar.Grains.Connectors;

/// <summary>A gateway's end of a connector's link. One way: a gateway that hangs must hold up nobody.</summary>
[Alias("hc.connector-observer")]
public interface IConnectorObserver : IGrainObserver
{
    /// <summary>There is a request to take, or the lease is free.</summary>
    [OneWay]
    [Alias("look")]
    Task Look();

    /// <summary>The connector is to test its link to TMS, and to answer by <see cref="IConnectorGrain.Tested"/>.</summary>
    /// <param name="testId">Comes back with what was found.</param>
    /// <param name="books">Whether a meeting is booked and taken out again.</param>
    [OneWay]
    [Alias("test")]
    Task Test(string testId, bool books);

    /// <summary>The connection has no right to go on: the connector was removed, or has connected anew.</summary>
    /// <param name="reason">Told to the connector.</param>
    [OneWay]
    [Alias("end")]
    Task End(LinkRefusal reason);
}
