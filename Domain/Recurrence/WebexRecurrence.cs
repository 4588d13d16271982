using System.Globalization;
using NodaTime;

namespace HybridCalendar.Domain.Recurrence;

/// <summary>
/// Fits a rule into what the Webex REST API takes. Of several days or dates of a monthly or yearly rule it takes the first only, and a
/// rule that ends may have so many occurrences and no more. Pure.
/// </summary>
public static class WebexRecurrence
{
    private const int DaysAWeek = 7;

    private static readonly Dictionary<string, int> s_mostOccurrences = new() { ["DAILY"] = 1826, ["WEEKLY"] = 261, ["MONTHLY"] = 60, ["YEARLY"] = 5 };

    /// <param name="rule">What <see cref="RRule.Write"/> wrote.</param>
    /// <param name="start">The occurrence with which Webex begins.</param>
    /// <param name="timeZone">The series' zone.</param>
    /// <returns>
    /// A rule with the same days where Webex has one; else, for a day among several such as the first working day, with the day of the
    /// week that the first occurrence has. Without its end where more would follow than Webex takes: whoever has the meeting made
    /// ends it.
    /// </returns>
    public static string Fit(string rule, Instant start, string timeZone)
    {
        var first = start.InZone(TimeZones.Find(timeZone) ?? DateTimeZone.Utc).Date;
        var parts = rule.Split(';').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1..] is [var value] ? value : "");
        if (parts.ContainsKey("UNTIL") && IsTooLong(rule, first, timeZone, s_mostOccurrences[parts["FREQ"]]))
            parts.Remove("UNTIL");
        if (parts["FREQ"] is "MONTHLY" or "YEARLY")
            TakeOneDay(parts, first);
        return string.Join(';', parts.Select(part => $"{part.Key}={part.Value}"));
    }

    private static bool IsTooLong(string rule, LocalDate first, string timeZone, int most) =>
        RecurrenceExpander.Expand(RRule.Read(rule, first, timeZone), LocalTime.Midnight, first).Skip(most).Any();

    private static void TakeOneDay(Dictionary<string, string> parts, LocalDate first)
    {
        if (parts.TryGetValue("BYMONTHDAY", out var dates) && dates.Contains(','))
            SetDate(parts, LastOf(dates, parts.GetValueOrDefault("BYMONTH")));
        if (!parts.TryGetValue("BYDAY", out var days) || !days.Contains(','))
            return;
        var position = Number(parts["BYSETPOS"]);
        if (days.Split(',').Distinct().Count() == DaysAWeek)
        {
            parts.Remove("BYDAY");
            SetDate(parts, position);
            return;
        }
        var week = ((first.Day - 1) / DaysAWeek) + 1;
        parts["BYDAY"] = first.DayOfWeek.ToString()[..2].ToUpperInvariant();
        parts["BYSETPOS"] = position < 0 || week > 4 ? "-1" : week.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The last of some dates that end a month: -1 is the month's last day, however many it has.</summary>
    private static int LastOf(string dates, string? month)
    {
        var last = Number(dates.Split(',')[^1]);
        var longest = month is null ? 31 : CalendarSystem.Iso.GetDaysInMonth(2000, Number(month));
        return last >= longest ? -1 : last;
    }

    private static void SetDate(Dictionary<string, string> parts, int date)
    {
        parts.Remove("BYSETPOS");
        parts["BYMONTHDAY"] = date.ToString(CultureInfo.InvariantCulture);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
