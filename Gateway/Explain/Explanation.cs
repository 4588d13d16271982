using System.Text.Json.Serialization;

namespace HybridCalendar.Gateway.Explain;

/// <summary>What the product makes of one event.</summary>
/// <param name="Id">Graph's id of the event; null when it has none.</param>
/// <param name="Keyword">The keyword in the location, and what it does with the default settings; null without one.</param>
/// <param name="JoinTarget">What a room's device would dial; null when the event names nothing.</param>
/// <param name="Occurrences">The times in the window, ordered by start.</param>
/// <param name="Warnings">What is odd about the event, and what was taken instead.</param>
internal sealed record Explanation(
    string? Id,
    ExplainedKeyword? Keyword,
    ExplainedTarget? JoinTarget,
    IReadOnlyList<ExplainedOccurrence> Occurrences,
    IReadOnlyList<string> Warnings)
{
    /// <summary>For input that is no event.</summary>
    public static Explanation Of(string warning) => new(null, null, null, [], [warning]);
}

/// <param name="Keyword"><c>@webex</c> or <c>@meet</c>.</param>
/// <param name="Modifier"><c>myroom</c>, <c>space</c> or <c>onetime</c>; null without one.</param>
/// <param name="Action"><c>personalRoom</c>, <c>space</c>, <c>oneTimeMeeting</c> or <c>tms</c>.</param>
internal sealed record ExplainedKeyword(string Keyword, string? Modifier, string Action);

/// <param name="Address">SIP or H.323 address, or https link.</param>
/// <param name="Protocol">RoomOS protocol.</param>
/// <param name="Platform">RoomOS meeting platform.</param>
/// <param name="Rule">Id of the rule that matched.</param>
/// <param name="FoundIn"><c>onlineMeeting</c>, <c>location</c> or <c>body</c>.</param>
internal sealed record ExplainedTarget(string Address, string Protocol, string Platform, string Rule, string FoundIn);

/// <param name="Start">UTC, <c>yyyy-MM-ddTHH:mm:ssZ</c>.</param>
/// <param name="End">UTC, exclusive.</param>
internal sealed record ExplainedOccurrence(string Start, string End);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Explanation))]
internal sealed partial class ExplanationJson : JsonSerializerContext;
