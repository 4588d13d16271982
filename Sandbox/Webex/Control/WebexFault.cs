using System.Text.Json.Serialization;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>One fault switch. What it does not name, it does not restrict.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Path">Start of the path, e.g. <c>/v1/meetings</c>.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="DeviceId">Only commands and statuses of this device.</param>
/// <param name="HostEmail">Only meetings that are asked for in this person's name: <c>hostEmail</c> in the query or the body.</param>
/// <param name="DelayMs">For <see cref="WebexFaultKind.Delay"/>: how long the answer waits, in milliseconds.</param>
/// <param name="RetryAfterSeconds">The Retry-After header of a refusal; without it the header is missing.</param>
/// <param name="Probability">Chance that a matching request is hit, 0 to 1.</param>
/// <param name="Seed">Seed of that chance: the same seed hits the same requests in a row.</param>
/// <param name="Count">After so many hits the switch is off; null is forever.</param>
internal sealed record WebexFault(
    WebexFaultKind Kind,
    string? Path = null,
    string? Method = null,
    string? DeviceId = null,
    string? HostEmail = null,
    int DelayMs = 1000,
    int? RetryAfterSeconds = null,
    double Probability = 1,
    int Seed = 1,
    int? Count = null);

/// <summary>What a fault switch does to a request.</summary>
internal enum WebexFaultKind
{
    /// <summary>The answer comes late.</summary>
    Delay,

    /// <summary>400 Bad Request.</summary>
    [JsonStringEnumMemberName("400")]
    BadRequest,

    /// <summary>429 Too Many Requests.</summary>
    [JsonStringEnumMemberName("429")]
    TooMany,

    /// <summary>423 Locked.</summary>
    [JsonStringEnumMemberName("423")]
    Locked,

    /// <summary>500 Internal Server Error.</summary>
    [JsonStringEnumMemberName("500")]
    ServerError,

    /// <summary>503 Service Unavailable.</summary>
    [JsonStringEnumMemberName("503")]
    Unavailable,

    /// <summary>The connection breaks before anything was done.</summary>
    Drop,

    /// <summary>What was asked is done, then the connection breaks: whoever repeats the request does it twice.</summary>
    LoseAnswer,
}
