using System.Collections.Immutable;

namespace HybridCalendar.Grains.Rooms;

/// <summary>Finds when the change was made that gave devices another list. Pure.</summary>
public static class ChangeTime
{
    /// <summary>What is older came into the list for another reason, such as that its day has come near.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    /// <param name="calendar">The calendar when the list was stored last; null when there was none.</param>
    /// <param name="bookings">What the list held then.</param>
    /// <param name="read">What was read now.</param>
    /// <param name="now">UTC.</param>
    /// <returns>UTC, by Graph's clock; null when there is none, or Graph does not date it, as when an event was deleted.</returns>
    public static DateTimeOffset? Of(SeenCalendar? calendar, ImmutableArray<RoomBooking> bookings, RoomRead read, DateTimeOffset now)
    {
        if (calendar is null || read.Calendar.Newest is not { } newest || newest < now - s_longest)
            return null;
        // Join details came for what is in the calendar already: the wait for them counts as well.
        return newest > (calendar.Newest ?? DateTimeOffset.MinValue) || GotButton(bookings, read.Bookings) ? newest : null;
    }

    private static bool GotButton(ImmutableArray<RoomBooking> before, ImmutableArray<RoomBooking> now)
    {
        var without = before.Where(booking => booking.NoButton is not null).Select(booking => booking.BookingId).ToHashSet();
        return now.Any(booking => booking.NoButton is null && without.Contains(booking.BookingId));
    }
}
