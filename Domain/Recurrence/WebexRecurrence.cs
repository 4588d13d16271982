using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Domain.Recurrence;

/// <summary>
/// Fits a rule into what the Webex REST API takes. Of several days or dates of a monthly or yearly rule it takes the first only, and a
/// rule that ends may have so many occurrences and no more. After the last one nobody can join. Pure.
/// </summary>
public static class WebexRecurrence
{
    private const int DaysAWeek = 7;
    private static readonly InstantPattern s_until = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <summary>Webex takes no whole day, but a minute less.</summary>
    private static readonly Duration s_cut = Duration.FromMinutes(1);

    private static readonly Dictionary<string, int> s_mostOccurrences = new() { ["DAILY"] = 1826, ["WEEKLY"] = 261, ["MONTHLY"] = 60, ["YEARLY"] = 5 };

    /// <param name="rule">What <see cref="RRule.Write"/> wrote.</param>
    /// <param name="start">The occurrence with which Webex begins.</param>
    /// <param name="end">When Webex has that occurrence end.</param>
    /// <param name="lastEnd">When the calendar's last occurrence ends, moved ones as they are; null for a series without end.</param>
    /// <param name="timeZone">The series' zone.</param>
    /// <returns>
    /// A rule with the same days where Webex has one; else, for a day among several such as the first working day, with the day of the
    /// week that the first occurrence has. It goes on until one of its occurrences ends after the calendar's last. Without its end where
    /// more would follow than Webex takes: whoever has the meeting made ends it.
    /// </returns>
    public static string Fit(string rule, Instant start, Instant end, Instant? lastEnd, string timeZone)
    {
        var zone = TimeZones.Find(timeZone) ?? DateTimeZone.Utc;
        var first = start.InZone(zone).LocalDateTime;
        var parts = rule.Split(';').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1..] is [var value] ? value : "");
        if (parts["FREQ"] is "MONTHLY" or "YEARLY")
            TakeOneDay(parts, first.Date);
        if (parts.TryGetValue("UNTIL", out var until))
        {
            parts.Remove("UNTIL");
            var starts = Starts(Join(parts), parts.GetValueOrDefault("BYMONTHDAY"), first, zone);
            if (LastStart(starts, s_until.Parse(until).Value, end - start, lastEnd, s_mostOccurrences[parts["FREQ"]]) is { } last)
                return $"{Join(parts)};UNTIL={s_until.Format(last)}";
        }
        return Join(parts);
    }

    /// <summary>A single meeting that takes longer than Webex's longest is one that takes place on each of its days.</summary>
    /// <param name="start">When it starts.</param>
    /// <param name="end">When Webex has it end.</param>
    /// <param name="lastEnd">When it ends.</param>
    /// <param name="timeZone">Its zone.</param>
    /// <returns>Null when one day is enough.</returns>
    public static string? Daily(Instant start, Instant end, Instant lastEnd, string timeZone) =>
        end + s_cut >= lastEnd ? null : Fit($"FREQ=DAILY;INTERVAL=1;UNTIL={s_until.Format(start)}", start, end, lastEnd, timeZone);

    /// <summary>The last start that Webex needs; null when there would be too many.</summary>
    private static Instant? LastStart(IEnumerable<Instant> starts, Instant until, Duration length, Instant? lastEnd, int most)
    {
        var (count, last) = (0, Instant.MinValue);
        foreach (var next in starts)
        {
            if (next > until && (count > 0 && !(last + length + s_cut < lastEnd)))
                break;
            if (++count > most)
                return null;
            last = next;
        }
        return Instant.Max(last, until);
    }

    private static IEnumerable<Instant> Starts(string rule, string? date, LocalDateTime first, DateTimeZone zone)
    {
        // The calendar takes a month's last day for a date that the month lacks, and Webex leaves the month out.
        var only = date is null ? 0 : Number(date);
        var read = RRule.Read(only < 0 ? rule.Replace($"BYMONTHDAY={date}", "BYMONTHDAY=31", StringComparison.Ordinal) : rule, first.Date, zone.Id);
        return RecurrenceExpander.Expand(read, first.TimeOfDay, first.Date)
            .Where(next => only <= 0 || next.Day == only)
            .Select(next => TimeZones.ToInstant(next, zone));
    }

    private static string Join(Dictionary<string, string> parts) => string.Join(';', parts.Select(part => $"{part.Key}={part.Value}"));

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
