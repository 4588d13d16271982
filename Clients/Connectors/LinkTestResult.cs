using System.Text.Json.Serialization;

namespace HybridCalendar.Clients.Connectors;

/// <summary>What a test of the link to TMS found.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="State">How it is.</param>
/// <param name="Text">What was found, and what to do about it; a sentence without any meeting's content.</param>
public sealed record LinkTestResult(string Name, LinkTestState State, string Text);

/// <summary>How a thing is that was tested.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LinkTestState>))]
public enum LinkTestState
{
    Good,

    /// <summary>Meetings are booked, but not all will be as wanted.</summary>
    Warning,

    /// <summary>Meetings cannot be booked until it is mended.</summary>
    Bad,
}
