using System.Globalization;
using NodaTime;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>
/// The part of RFC 2445's RRULE that Webex takes. Of several days or dates of a monthly or yearly rule Webex takes the first only.
/// </summary>
internal sealed record RecurrenceRule
{
    private static readonly string[] DayNames = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    private static readonly Dictionary<string, int> MostOccurrences =
        new() { ["YEARLY"] = 5, ["MONTHLY"] = 60, ["WEEKLY"] = 261, ["DAILY"] = 1826 };

    public required string Frequency { get; init; }

    public int Interval { get; init; } = 1;

    public int? Count { get; init; }

    public LocalDateTime? Until { get; init; }

    /// <summary>Days of the week, each with the ordinal in its month (0 for every one).</summary>
    public IReadOnlyList<(int Ordinal, IsoDayOfWeek Day)> Days { get; init; } = [];

    /// <summary>Counted from the end of the month when negative.</summary>
    public int? MonthDay { get; init; }

    /// <summary>Weeks are counted from here.</summary>
    public IsoDayOfWeek WeekStart { get; init; } = IsoDayOfWeek.Monday;

    public int? Month { get; init; }

    public bool Ends => Count is not null || Until is not null;

    /// <param name="text">The rule without the word RRULE.</param>
    /// <param name="zone">UNTIL is in UTC on the wire and compared in this zone.</param>
    public static RecurrenceRule Parse(string text, DateTimeZone zone)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || !parts.TryAdd(part[..at].Trim().ToUpperInvariant(), part[(at + 1)..].Trim().ToUpperInvariant())) throw Bad(part);
        }
        if (!parts.Remove("FREQ", out var frequency) || !MostOccurrences.ContainsKey(frequency)) throw Bad("FREQ");
        var rule = new RecurrenceRule { Frequency = frequency };
        // BYSETPOS picks among BYDAY, wherever it stands.
        foreach (var (name, value) in parts.OrderBy(p => p.Key == "BYSETPOS")) rule = rule.With(name, value, zone);
        if (rule is { Count: not null, Until: not null }) throw Bad("COUNT together with UNTIL");
        return frequency is "MONTHLY" or "YEARLY" ? rule with { Days = [.. rule.Days.Take(1)] } : rule;
    }

    /// <summary>Starts of the occurrences, in order, without end when the rule has none.</summary>
    public IEnumerable<LocalDateTime> Expand(LocalDateTime start)
    {
        var given = 0;
        foreach (var date in Dates(start.Date))
        {
            var next = date + start.TimeOfDay;
            if (next > Until || given++ >= Count) yield break;
            yield return next;
        }
    }

    public void CheckLength(LocalDateTime start)
    {
        var most = MostOccurrences[Frequency];
        if (Ends && Expand(start).Take(most + 1).Count() > most)
            throw WebexProblem.BadRequest($"A {Frequency.ToLowerInvariant()} meeting can have at most {most} occurrences.");
        if (!Expand(start).Any()) throw WebexProblem.BadRequest("The recurrence has no occurrence.");
    }

    private RecurrenceRule With(string name, string value, DateTimeZone zone) => name switch
    {
        "INTERVAL" => this with { Interval = Number(name, value, 1, 999) },
        "COUNT" => this with { Count = Number(name, value, 1, 9999) },
        "UNTIL" => this with { Until = ParseUntil(value, zone) },
        "BYDAY" => this with { Days = [.. value.Split(',').Select(ParseDay)] },
        "BYMONTHDAY" => this with { MonthDay = Number(name, value.Split(',')[0], -31, 31) is var day and not 0 ? day : throw Bad(name) },
        "BYMONTH" => this with { Month = Number(name, value.Split(',')[0], 1, 12) },
        "BYSETPOS" => this with { Days = [.. Days.Select(d => (Number(name, value, -1, 5), d.Day))] },
        "WKST" => this with { WeekStart = Array.IndexOf(DayNames, value) is var day and >= 0 ? (IsoDayOfWeek)(day + 1) : throw Bad(name) },
        _ => throw Bad(name),
    };

    private IEnumerable<LocalDate> Dates(LocalDate first)
    {
        for (var step = 0; step < 20_000; step++)
        {
            foreach (var date in DatesOf(first, step * Interval))
                if (date >= first) yield return date;
        }
    }

    private IEnumerable<LocalDate> DatesOf(LocalDate first, int periods)
    {
        switch (Frequency)
        {
            case "DAILY":
                var day = first.PlusDays(periods);
                if (Days.Count == 0 || Days.Any(d => d.Day == day.DayOfWeek)) yield return day;
                break;
            case "WEEKLY":
                int Offset(IsoDayOfWeek weekday) => ((int)weekday - (int)WeekStart + 7) % 7;
                var week = first.PlusDays(-Offset(first.DayOfWeek)).PlusWeeks(periods);
                var days = Days.Count == 0 ? [first.DayOfWeek] : Days.Select(d => d.Day);
                foreach (var offset in days.Distinct().Select(Offset).Order()) yield return week.PlusDays(offset);
                break;
            case "MONTHLY":
                if (InMonth(new LocalDate(first.Year, first.Month, 1).PlusMonths(periods), first) is { } monthly) yield return monthly;
                break;
            default:
                if (InMonth(new LocalDate(first.Year, Month ?? first.Month, 1).PlusYears(periods), first) is { } yearly) yield return yearly;
                break;
        }
    }

    private LocalDate? InMonth(LocalDate month, LocalDate first)
    {
        if (Days is [var (ordinal, weekday)])
        {
            var last = month.With(DateAdjusters.EndOfMonth);
            if (ordinal < 0) return last.With(DateAdjusters.PreviousOrSame(weekday));
            var date = month.With(DateAdjusters.NextOrSame(weekday)).PlusWeeks(Math.Max(ordinal, 1) - 1);
            return date <= last ? date : null;
        }
        var length = CalendarSystem.Iso.GetDaysInMonth(month.Year, month.Month);
        var day = (MonthDay ?? first.Day) is var named and < 0 ? length + 1 + named : MonthDay ?? first.Day;
        return day >= 1 && day <= length ? new LocalDate(month.Year, month.Month, day) : null;
    }

    private static (int, IsoDayOfWeek) ParseDay(string text)
    {
        var day = Array.IndexOf(DayNames, text.Length >= 2 ? text[^2..] : text);
        if (day < 0) throw Bad("BYDAY");
        var ordinal = text.Length == 2 ? 0 : Number("BYDAY", text[..^2], -1, 5);
        return (ordinal, (IsoDayOfWeek)(day + 1));
    }

    private static LocalDateTime ParseUntil(string value, DateTimeZone zone)
    {
        if (DateTime.TryParseExact(value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc))
            return Instant.FromDateTimeUtc(utc).InZone(zone).LocalDateTime;
        if (DateTime.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return LocalDate.FromDateTime(day) + new LocalTime(23, 59, 59);
        throw Bad("UNTIL");
    }

    private static int Number(string name, string value, int min, int max) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Bad(name);

    private static WebexProblem Bad(string part) => WebexProblem.BadRequest($"recurrence is not a valid rule at {part}.");
}
