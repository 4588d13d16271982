using NodaTime;

namespace HybridCalendar.Domain.Series;

/// <summary>
/// How far ahead meetings are processed. What starts within <see cref="Months"/> is processed when it is seen; what starts later
/// waits until the daily pass finds that it starts within <see cref="DailyMonths"/>. A running series counts from its next occurrence.
/// </summary>
/// <param name="Months">Calendar months; null for no limit.</param>
/// <param name="DailyMonths">Calendar months, not less than <paramref name="Months"/>; null for no limit.</param>
public sealed record Horizon(int? Months, int? DailyMonths)
{
    private const int LongestMonths = 60;

    /// <summary>What a daily pass processes starts before this time; null for no limit.</summary>
    public Instant? DailyUntil(Instant now) => Months is null ? null : After(now, DailyMonths);

    /// <summary>From when on the next daily pass takes a meeting up that must wait; null when it is processed now.</summary>
    /// <param name="start">Start of the meeting or of a series' next occurrence.</param>
    /// <param name="now">Now.</param>
    /// <param name="isDailyPass">Whether the daily pass has seen it.</param>
    public Instant? TakeUpAt(Instant start, Instant now, bool isDailyPass)
    {
        var until = isDailyPass ? DailyUntil(now) : After(now, Months);
        return until is null || start <= until ? null : After(start, -(DailyMonths ?? LongestMonths));
    }

    private static Instant? After(Instant time, int? months) =>
        months is { } count ? time.InUtc().LocalDateTime.PlusMonths(count).InUtc().ToInstant() : null;
}
