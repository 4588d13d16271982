using System.Collections.Frozen;
using System.Text.RegularExpressions;
using HybridCalendar.Sandbox.Graph.Calendars;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Reads $select, $expand and the Prefer headers of a request for events.</summary>
internal static partial class ShapeReader
{
    private static readonly FrozenSet<string> Properties = new[]
    {
        "id", "createdDateTime", "lastModifiedDateTime", "changeKey", "categories", "transactionId", "originalStartTimeZone", "originalEndTimeZone",
        "iCalUId", "originalStart", "occurrenceId", "reminderMinutesBeforeStart", "isReminderOn", "hasAttachments", "hideAttendees", "subject",
        "bodyPreview", "importance", "sensitivity", "isAllDay", "isCancelled", "isDraft", "isOrganizer", "responseRequested", "seriesMasterId",
        "showAs", "type", "webLink", "onlineMeetingUrl", "isOnlineMeeting", "onlineMeetingProvider", "allowNewTimeProposals", "responseStatus",
        "body", "start", "end", "location", "locations", "recurrence", "attendees", "organizer", "onlineMeeting", "cancelledOccurrences",
        "exceptionOccurrences", "instances", "attachments", "extensions", "singleValueExtendedProperties", "multiValueExtendedProperties",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static EventShape Read(GraphCall call)
    {
        var shape = EventShape.Default with
        {
            Select = Select(call.Option("$select")),
            TextBody = call.Prefer.TextBody,
            ImmutableIds = call.Prefer.ImmutableIds,
        };
        if (call.Prefer.TimeZone is { } zone)
            shape = shape.InZone(zone);
        foreach (var part in SplitTop(call.Option("$expand") ?? "", ','))
            shape = Expand(shape, part.Trim());
        return shape;
    }

    public static IReadOnlySet<string>? Select(string? option)
    {
        if (string.IsNullOrWhiteSpace(option))
            return null;
        var names = option.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Contains("*"))
            return null;
        foreach (var name in names)
        {
            if (!Properties.Contains(name))
                throw Unknown(name);
        }
        return names.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private static GraphException Unknown(string name) => GraphException.Query(
        $"Parsing OData Select and Expand failed: Could not find a property named '{name}' on type 'microsoft.graph.event'.");

    private static EventShape Expand(EventShape shape, string part)
    {
        var open = part.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? part : part[..open];
        var inner = open < 0 ? "" : part[(open + 1)..^1];
        if (name.Equals("singleValueExtendedProperties", StringComparison.OrdinalIgnoreCase))
            return shape with { ExtendedProperties = [.. shape.ExtendedProperties, .. PropertyIds(inner)] };
        if (name.Equals("exceptionOccurrences", StringComparison.OrdinalIgnoreCase))
        {
            var select = InnerSelect().Match(inner) is { Success: true } match ? match.Groups["names"].Value : null;
            return shape with { ExpandExceptions = true, ExceptionSelect = Select(select) };
        }
        if (name is "" or "extensions" or "attachments" or "multiValueExtendedProperties" or "calendar" or "instances")
            return shape;
        throw Unknown(name);
    }

    // Without a filter the real service gives no extended property at all.
    private static IEnumerable<string> PropertyIds(string inner) =>
        PropertyId().Matches(inner).Select(m => ExtendedPropertyId.Normal(m.Groups["id"].Value.Replace("''", "'", StringComparison.Ordinal)));

    /// <summary>Splits at a character that stands outside parentheses and quotes.</summary>
    internal static IEnumerable<string> SplitTop(string text, char separator)
    {
        var (depth, start, quoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\'')
                quoted = !quoted;
            if (quoted)
                continue;
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth != 0 || text[i] != separator)
                continue;
            yield return text[start..i];
            start = i + 1;
        }
        if (start < text.Length)
            yield return text[start..];
    }

    [GeneratedRegex(@"\bid eq '(?<id>([^']|'')*)'", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 200)]
    private static partial Regex PropertyId();

    [GeneratedRegex(@"\$?select=(?<names>[^;)]*)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 200)]
    private static partial Regex InnerSelect();
}
