using System.Collections.Immutable;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.JoinTargets;

namespace HybridCalendar.Grains.Rooms;

/// <summary>
/// The bookings that a device holds. A meeting whose series cannot be asked keeps the button that it has, and one that cannot be
/// processed the booking: a fault of ours must not take it away.
/// </summary>
internal static class ShownBookings
{
    /// <summary>All devices of a room show the same; one that was removed or is new shows nothing, and the next is asked.</summary>
    /// <param name="devices">Ids.</param>
    /// <param name="readList">Gives a device's list; null when there is no such device.</param>
    /// <param name="bookings">The same list as the room knows it.</param>
    /// <returns>By the booking's id.</returns>
    public static async Task<IReadOnlyDictionary<string, Booking>> ReadAsync(
        IEnumerable<string> devices, Func<string, Task<string?>> readList, IReadOnlyCollection<RoomBooking> bookings)
    {
        foreach (var id in devices)
        {
            if (await readList(id) is { } list && Read(list, bookings) is { Count: > 0 } shown)
                return shown;
        }
        return ImmutableDictionary<string, Booking>.Empty;
    }

    /// <param name="bookingsJson">A device's list, as <see cref="BookingList.ToJson"/> writes it.</param>
    /// <param name="bookings">The same list as the room knows it: what it does not know is of an older one.</param>
    private static Dictionary<string, Booking> Read(string bookingsJson, IEnumerable<RoomBooking> bookings)
    {
        var known = bookings.ToDictionary(booking => booking.BookingId);
        var rows = BookingList.Read(bookingsJson, id => known.GetValueOrDefault(id)?.Rule);
        return rows.Where(row => known.ContainsKey(row.Id)).ToDictionary(row => row.Id);
    }
}
