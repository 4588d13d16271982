using HybridCalendar.Clients.Connectors;

namespace HybridCalendar.Connector.Link;

/// <summary>Tests what the connector serves, when an administrator asks for it on the gateway's side.</summary>
internal interface ILinkTest
{
    /// <summary>How what it serves is reached.</summary>
    LinkTms Settings { get; }

    /// <summary>Goes through what is needed; what cannot be done is a result too.</summary>
    /// <param name="books">Whether a meeting is booked and taken out again.</param>
    /// <param name="cancel">Ends the test early.</param>
    Task<IReadOnlyList<LinkTestResult>> RunAsync(bool books, CancellationToken cancel);
}
