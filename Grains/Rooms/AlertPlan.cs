using System.Collections.Immutable;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Grains.Rooms;

/// <summary>When which alerts are due. Pure.</summary>
public static class AlertPlan
{
    /// <summary>Alerts that are due and were not given. One whose meeting has ended is due no more.</summary>
    public static ImmutableArray<JoinAlert> Due(ImmutableArray<RoomBooking> bookings, ImmutableArray<JoinAlert> given, DateTimeOffset now) =>
    [
        .. Pending(bookings, given, now).Where(alert => alert.DueAt <= now),
    ];

    /// <summary>When the next alert is due, possibly in the past; null when there is none.</summary>
    public static DateTimeOffset? Next(ImmutableArray<RoomBooking> bookings, ImmutableArray<JoinAlert> given, DateTimeOffset now) =>
        Pending(bookings, given, now).Select(alert => (DateTimeOffset?)alert.DueAt).Min();

    /// <summary>What is worth remembering of the alerts that were given.</summary>
    public static ImmutableArray<JoinAlert> StillListed(ImmutableArray<JoinAlert> given, ImmutableArray<RoomBooking> bookings)
    {
        var listed = bookings.Select(booking => booking.BookingId).ToHashSet();
        return given.RemoveAll(alert => !listed.Contains(alert.BookingId));
    }

    private static IEnumerable<JoinAlert> Pending(ImmutableArray<RoomBooking> bookings, ImmutableArray<JoinAlert> given, DateTimeOffset now) =>
        bookings
            .Where(booking => booking.End > now)
            .Select(booking => booking.AlertAt is { } at ? new JoinAlert(booking.BookingId, at) : null)
            .OfType<JoinAlert>()
            .Where(alert => !given.Contains(alert));
}
