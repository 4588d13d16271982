using NodaTime;

namespace HybridCalendar.Domain.Health;

/// <summary>
/// How far ahead Exchange lets a room be booked: <c>BookingWindowInDays</c>, 180 by default, and with
/// <c>EnforceSchedulingHorizon</c>, on by default, a series that runs past it is declined as a whole.
/// </summary>
public static class BookingWindow
{
    public const int UsualDays = 180;

    /// <summary>Whether a meeting runs past the window that rooms usually have.</summary>
    /// <param name="lastEnd">End of the meeting, or of the last occurrence; null for a series without end.</param>
    /// <param name="now">The present.</param>
    public static bool IsExceeded(Instant? lastEnd, Instant now) => lastEnd is null || lastEnd > now + Duration.FromDays(UsualDays);
}
