using System.Text.RegularExpressions;
using HybridCalendar.Sandbox.Graph.Calendars;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>The $filter and $orderby Graph allows for events: comparisons joined by <c>and</c>.</summary>
internal static partial class EventFilter
{
    public static Func<EventView, bool> Read(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
            return _ => true;
        var terms = And().Split(filter).Select(Term).ToList();
        return view => terms.All(t => t(view));
    }

    public static IEnumerable<EventView> Order(IEnumerable<EventView> events, string? orderBy)
    {
        if (string.IsNullOrWhiteSpace(orderBy))
            return events;
        IOrderedEnumerable<EventView>? ordered = null;
        foreach (var part in orderBy.Split(',', StringSplitOptions.TrimEntries))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var descending = words.Length > 1 && words[1].Equals("desc", StringComparison.OrdinalIgnoreCase);
            Func<EventView, IComparable> key = words[0].ToLowerInvariant() switch
            {
                "start/datetime" => e => e.Start,
                "end/datetime" => e => e.End,
                "createddatetime" => e => e.Item.Created,
                "lastmodifieddatetime" => e => e.Item.Modified,
                "subject" => e => e.Content.Subject,
                _ => throw GraphException.Query($"The $orderby expression '{part}' is not supported."),
            };
            ordered = (ordered, descending) switch
            {
                (null, false) => events.OrderBy(key),
                (null, true) => events.OrderByDescending(key),
                (_, false) => ordered.ThenBy(key),
                (_, true) => ordered.ThenByDescending(key),
            };
        }
        return ordered ?? events;
    }

    private static Func<EventView, bool> Term(string text)
    {
        if (Property().Match(text) is { Success: true } property)
        {
            var id = ExtendedPropertyId.Normal(Unquote(property.Groups["id"].Value));
            var value = Unquote(property.Groups["value"].Value);
            return v => v.Content.ExtendedProperties.TryGetValue(id, out var stored) && stored == value;
        }
        if (Comparison().Match(text.Trim()) is not { Success: true } match)
            throw Invalid();
        var (name, op, literal) = (match.Groups["name"].Value.ToLowerInvariant(), match.Groups["op"].Value.ToLowerInvariant(), match.Groups["value"].Value);
        return name switch
        {
            "lastmodifieddatetime" => Time(op, literal, v => v.Item.Modified),
            "createddatetime" => Time(op, literal, v => v.Item.Created),
            "start/datetime" => Time(op, literal, v => v.Start),
            "end/datetime" => Time(op, literal, v => v.End),
            "icaluid" => Text(op, literal, v => v.UId),
            "subject" => Text(op, literal, v => v.Content.Subject),
            "type" => Text(op, literal, v => v.Type),
            "id" => Text(op, literal, v => v.Id.ToString()),
            "seriesmasterid" => Text(op, literal, v => v.Slot is null ? "" : v.Item.Id.ToString()),
            "iscancelled" => Flag(op, literal, v => v.Content.IsCancelled),
            "isorganizer" => Flag(op, literal, v => v.Item.IsOrganizer),
            "isallday" => Flag(op, literal, v => v.Content.IsAllDay),
            _ => throw Invalid(),
        };
    }

    private static Func<EventView, bool> Time(string op, string literal, Func<EventView, Instant> value)
    {
        var than = GraphTime.Read(literal.Trim('\'')) ?? throw Invalid();
        return op switch
        {
            "ge" => v => value(v) >= than,
            "gt" => v => value(v) > than,
            "le" => v => value(v) <= than,
            "lt" => v => value(v) < than,
            "eq" => v => value(v) == than,
            _ => v => value(v) != than,
        };
    }

    private static Func<EventView, bool> Text(string op, string literal, Func<EventView, string> value)
    {
        if (literal.Length < 2 || literal[0] != '\'' || op is not ("eq" or "ne"))
            throw Invalid();
        var text = Unquote(literal[1..^1]);
        return v => string.Equals(value(v), text, StringComparison.OrdinalIgnoreCase) == (op == "eq");
    }

    private static Func<EventView, bool> Flag(string op, string literal, Func<EventView, bool> value) =>
        bool.TryParse(literal, out var wanted) && op is "eq" or "ne" ? v => value(v) == wanted == (op == "eq") : throw Invalid();

    private static string Unquote(string text) => text.Replace("''", "'", StringComparison.Ordinal);

    private static GraphException Invalid() =>
        new(400, "ErrorInvalidUrlQueryFilter", "The query filter contains one or more invalid nodes.");

    // The conjunction inside any(...) belongs to its own expression.
    [GeneratedRegex(@"\s+and\s+(?![^(]*\))", RegexOptions.IgnoreCase, 200)]
    private static partial Regex And();

    [GeneratedRegex(@"^(?<name>[A-Za-z/]+)\s+(?<op>eq|ne|ge|gt|le|lt)\s+(?<value>.+)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 200)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^\s*singleValueExtendedProperties/any\((?<v>\w+):\s*\k<v>/id eq '(?<id>([^']|'')*)' and \k<v>/value eq '(?<value>([^']|'')*)'\)\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 200)]
    private static partial Regex Property();
}
