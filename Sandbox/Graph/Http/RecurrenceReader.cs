using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Reads a patternedRecurrence. Fields a type does not use are checked all the same, then replaced by Graph's defaults.</summary>
internal static class RecurrenceReader
{
    private const int MaximumOccurrences = 999;
    private static readonly string[] DayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public static EventRecurrence? Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return null;
        JsonElement? pattern = null, range = null;
        foreach (var (name, value) in json.Members("patternedRecurrence", "pattern", "range"))
        {
            if (name == "pattern")
                pattern = value;
            else
                range = value;
        }
        if (pattern is not { } p || range is not { } r)
            throw Invalid("A recurrence needs a pattern and a range.");
        return new(Pattern(p), Range(r));
    }

    private static RecurrencePattern Pattern(JsonElement json)
    {
        string? type = null;
        var (interval, month, day, days, first, index) = (0, 0, 0, Weekdays.None, IsoDayOfWeek.Sunday, "first");
        foreach (var (name, value) in json.Members("recurrencePattern",
            "type", "interval", "month", "dayOfMonth", "daysOfWeek", "firstDayOfWeek", "index"))
        {
            switch (name)
            {
                case "type":
                    type = value.OneOf(name, "daily", "weekly", "absoluteMonthly", "relativeMonthly", "absoluteYearly", "relativeYearly");
                    break;
                case "interval":
                    interval = value.Int(name);
                    break;
                case "month":
                    month = value.Int(name);
                    break;
                case "dayOfMonth":
                    day = value.Int(name);
                    break;
                case "daysOfWeek" when value.ValueKind != JsonValueKind.Null:
                    foreach (var item in value.Items(name))
                        days |= (Weekdays)(1 << Array.IndexOf(DayNames, item.OneOf(name, DayNames)));
                    break;
                case "firstDayOfWeek" when value.ValueKind != JsonValueKind.Null:
                    var at = Array.IndexOf(DayNames, value.OneOf(name, DayNames));
                    first = at == 0 ? IsoDayOfWeek.Sunday : (IsoDayOfWeek)at;
                    break;
                case "index" when value.ValueKind != JsonValueKind.Null:
                    index = value.OneOf(name, "first", "second", "third", "fourth", "last");
                    break;
            }
        }
        Check(type, interval, month, day, days);
        var relative = type!.StartsWith("relative", StringComparison.Ordinal);
        return new(type, interval, type.EndsWith("Yearly", StringComparison.Ordinal) ? month : 0,
            type.StartsWith("absolute", StringComparison.Ordinal) ? day : 0, relative || type == "weekly" ? days : Weekdays.None,
            type == "weekly" ? first : IsoDayOfWeek.Sunday, relative ? index : "first");
    }

    private static void Check(string? type, int interval, int month, int day, Weekdays days)
    {
        if (type is null)
            throw Invalid("The pattern needs a type.");
        if (interval is < 1 or > 999)
            throw Invalid("The pattern's interval must be from 1 to 999.");
        if (type is "weekly" or "relativeMonthly" or "relativeYearly" && days == Weekdays.None)
            throw Invalid("The pattern needs daysOfWeek.");
        if (type is "absoluteMonthly" or "absoluteYearly" ? day is < 1 or > 31 : day is < 0 or > 31)
            throw Invalid("The pattern's dayOfMonth must be from 1 to 31.");
        if (type is "absoluteYearly" or "relativeYearly" ? month is < 1 or > 12 : month is < 0 or > 12)
            throw Invalid("The pattern's month must be from 1 to 12.");
    }

    private static RecurrenceRange Range(JsonElement json)
    {
        string? type = null;
        var (count, zone) = (0, "");
        LocalDate? start = null, end = null;
        foreach (var (name, value) in json.Members("recurrenceRange", "type", "startDate", "endDate", "numberOfOccurrences", "recurrenceTimeZone"))
        {
            switch (name)
            {
                case "type":
                    type = value.OneOf(name, "endDate", "numbered", "noEnd");
                    break;
                case "startDate":
                    start = Date(value, name);
                    break;
                case "endDate":
                    end = Date(value, name);
                    break;
                case "numberOfOccurrences":
                    count = value.Int(name);
                    break;
                case "recurrenceTimeZone" when value.OptionalString(name) is { Length: > 0 } given:
                    ZoneNames.Get(given);
                    zone = given;
                    break;
            }
        }
        if (type is null || start is not { } from)
            throw Invalid("The range needs a type and a startDate.");
        if (type == "endDate" && end is null)
            throw Invalid("The range needs an endDate.");
        if (type == "numbered" && count is < 1 or > MaximumOccurrences)
            throw Invalid($"The range's numberOfOccurrences must be from 1 to {MaximumOccurrences}.");
        return new(type, from, type == "endDate" ? end : null, type == "numbered" ? count : 0, zone);
    }

    private static LocalDate? Date(JsonElement value, string name)
    {
        if (value.OptionalString(name) is not { } text)
            return null;
        return LocalDatePattern.Iso.Parse(text) is { Success: true } date
            ? date.Value
            : throw GraphException.Body($"Cannot convert the literal '{text}' to the expected type 'Edm.Date'.");
    }

    private static GraphException Invalid(string message) => GraphException.Validation("At least one property failed validation. " + message);
}
