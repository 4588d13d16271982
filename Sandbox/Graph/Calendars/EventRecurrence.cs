using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>A series' pattern and range.</summary>
public sealed record EventRecurrence(RecurrencePattern Pattern, RecurrenceRange Range)
{
    /// <summary>The days of the series from <paramref name="from"/> on, ascending; endless for a series without end.</summary>
    public IEnumerable<LocalDate> Dates(LocalDate from)
    {
        // A numbered series counts from its beginning; the others can begin near the day asked for.
        var numbered = Range.Type == "numbered";
        var begin = numbered || from < Range.StartDate ? Range.StartDate : from;
        var left = numbered ? Range.Count : int.MaxValue;
        foreach (var date in PatternDates.From(Pattern, Range.StartDate, begin))
        {
            if (left-- == 0 || (Range.EndDate is { } last && date > last))
                yield break;
            if (date >= from)
                yield return date;
        }
    }

    /// <summary>Whether the series has an occurrence on this day of its zone.</summary>
    public bool Has(LocalDate date)
    {
        foreach (var first in Dates(date))
            return first == date;
        return false;
    }

    /// <summary>The last day of the series, or nothing when it has no end.</summary>
    public LocalDate? Last() => Range.Type switch
    {
        "endDate" => Range.EndDate,
        "numbered" => Dates(Range.StartDate).LastOrDefault(Range.StartDate),
        _ => null,
    };
}
