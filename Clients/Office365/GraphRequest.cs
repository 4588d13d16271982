using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;

namespace HybridCalendar.Clients.Office365;

/// <summary>One call of Graph.</summary>
/// <param name="Operation">Names the call in metrics and messages.</param>
/// <param name="GateKey">The mailbox whose limit of concurrent requests it counts against; null for none.</param>
/// <param name="Build">Makes the request anew for each try: its body is a stream that a try uses up.</param>
internal sealed record GraphRequest(string Operation, string? GateKey, Func<GraphServiceClient, RequestInformation> Build)
{
    /// <summary>False when a second try after an unknown end could do the thing twice.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>False when the body of a successful answer is not read: Graph sends none, or one that says nothing.</summary>
    public bool HasAnswer { get; init; } = true;

    /// <summary>Null takes the options'.</summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>Null takes the options'.</summary>
    public TimeSpan? CallTimeout { get; init; }
}
