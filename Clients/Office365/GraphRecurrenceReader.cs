using HybridCalendar.Clients.Json;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Clients.Office365;

/// <summary>Reads Graph's <c>patternedRecurrence</c>, which is served fully populated (zeros and year 1) but sent sparse.</summary>
internal static class GraphRecurrenceReader
{
    /// <returns>Null, with a warning, when there is no telling what repeats.</returns>
    public static RecurrenceRule? Read(LenientObject recurrence, EventTime start)
    {
        if (!recurrence.IsPresent)
            return null;
        var pattern = ReadPattern(recurrence.Object("pattern"));
        var range = ReadRange(recurrence.Object("range"), start);
        if (pattern is not null && range is not null)
            return new RecurrenceRule(pattern, range);
        recurrence.Warn(recurrence.Path("pattern"), "the recurrence cannot be understood and is ignored");
        return null;
    }

    private static RecurrencePattern? ReadPattern(LenientObject pattern)
    {
        if (pattern.Enumeration<RecurrencePatternType>("type") is not { } type)
        {
            pattern.Warn(pattern.Path("type"), "is missing or unknown");
            return null;
        }
        var interval = pattern.Integer("interval") ?? 1;
        if (interval < 1)
            pattern.Warn(pattern.Path("interval"), "is below 1, 1 is assumed");
        return new RecurrencePattern
        {
            Type = type,
            Interval = Math.Max(1, interval),
            DaysOfWeek = ReadDays(pattern),
            DayOfMonth = ReadBounded(pattern, "dayOfMonth", 31),
            Month = ReadBounded(pattern, "month", 12),
            Index = pattern.Enumeration<WeekIndex>("index") ?? WeekIndex.First,
            FirstDayOfWeek = pattern.String("firstDayOfWeek") is { Length: > 0 } first
                ? ReadDay(pattern, "firstDayOfWeek", first) ?? IsoDayOfWeek.Sunday
                : IsoDayOfWeek.Sunday,
        };
    }

    private static RecurrenceRange? ReadRange(LenientObject range, EventTime start)
    {
        var startDate = GraphTimeReader.ReadDate(range, "startDate");
        if (startDate is null && start != EventTime.Missing)
        {
            range.Warn(range.Path("startDate"), "is missing, the event's start is taken");
            startDate = start.Local.Date;
        }
        if (startDate is null)
            return null;
        var endDate = GraphTimeReader.ReadDate(range, "endDate");
        var count = range.Integer("numberOfOccurrences") ?? 0;
        var type = range.Enumeration<RecurrenceRangeType>("type") ?? Guess(endDate, count);
        if (type == RecurrenceRangeType.EndDate && endDate is null)
        {
            range.Warn(range.Path("endDate"), "is missing, the series is taken as endless");
            type = RecurrenceRangeType.NoEnd;
        }
        if (type == RecurrenceRangeType.Numbered && count < 1)
            range.Warn(range.Path("numberOfOccurrences"), "is missing or below 1, the series has no occurrence");
        return new RecurrenceRange
        {
            Type = type,
            StartDate = startDate.Value,
            EndDate = type == RecurrenceRangeType.EndDate ? endDate : null,
            NumberOfOccurrences = type == RecurrenceRangeType.Numbered ? Math.Max(0, count) : 0,
            RecurrenceTimeZone = range.String("recurrenceTimeZone") is { } zone && !string.IsNullOrWhiteSpace(zone) ? zone.Trim() : null,
        };
    }

    private static RecurrenceRangeType Guess(LocalDate? endDate, int count) =>
        count > 0 ? RecurrenceRangeType.Numbered
        : endDate is not null ? RecurrenceRangeType.EndDate
        : RecurrenceRangeType.NoEnd;

    private static List<IsoDayOfWeek> ReadDays(LenientObject pattern)
    {
        var days = new List<IsoDayOfWeek>();
        foreach (var name in pattern.Strings("daysOfWeek"))
        {
            if (ReadDay(pattern, "daysOfWeek", name) is { } day && !days.Contains(day))
                days.Add(day);
        }
        return days;
    }

    private static IsoDayOfWeek? ReadDay(LenientObject pattern, string name, string text)
    {
        if (text.Length > 0 && char.IsLetter(text[0]) && Enum.TryParse<IsoDayOfWeek>(text, ignoreCase: true, out var day) && day != IsoDayOfWeek.None)
            return day;
        pattern.Warn(pattern.Path(name), "names an unknown day of the week");
        return null;
    }

    private static int ReadBounded(LenientObject pattern, string name, int most)
    {
        var value = pattern.Integer(name) ?? 0;
        if (value >= 0 && value <= most)
            return value;
        pattern.Warn(pattern.Path(name), $"is not between 1 and {most}");
        return Math.Clamp(value, 0, most);
    }
}
