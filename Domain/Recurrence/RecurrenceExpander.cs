using NodaTime;

namespace HybridCalendar.Domain.Recurrence;

/// <summary>Turns a recurrence into wall times.</summary>
public static class RecurrenceExpander
{
    /// <summary>
    /// The wall times at which the occurrences of a series start, in the recurrence's zone, in order and one at a time: an
    /// endless series yields until the year 9980. If the range's start date does not fit the pattern, the first occurrence is
    /// later: of a monthly or yearly pattern the first fitting date, from which intervals are counted (as in Microsoft's example);
    /// of a weekly one the first fitting date in a counted week, the start's week being the first (as in iCalendar, which
    /// Exchange maps to the same fields).
    /// </summary>
    /// <param name="rule">The recurrence. Missing or impossible fields are replaced by what the start date says.</param>
    /// <param name="time">The wall time of every occurrence.</param>
    /// <param name="notBefore">Occurrences on earlier dates are left out, at no cost; null starts with the first.</param>
    public static IEnumerable<LocalDateTime> Expand(RecurrenceRule rule, LocalTime time, LocalDate? notBefore = null) =>
        new SeriesDates(rule).From(notBefore ?? rule.Range.StartDate).Select(date => date + time);
}
