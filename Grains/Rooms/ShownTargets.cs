using System.Collections.Immutable;
using System.Text.Json;
using HybridCalendar.Domain.JoinTargets;

namespace HybridCalendar.Grains.Rooms;

/// <summary>
/// What a device dials for the bookings that it holds. A meeting whose series cannot be asked keeps the button that it has: a fault of
/// ours must not take it away.
/// </summary>
internal static class ShownTargets
{
    /// <summary>All devices of a room show the same; one that was removed or is new shows nothing, and the next is asked.</summary>
    /// <param name="devices">Ids.</param>
    /// <param name="readList">Gives a device's list; null when there is no such device.</param>
    /// <param name="bookings">The same list as the room knows it.</param>
    /// <returns>What is dialled, by the booking's id.</returns>
    public static async Task<IReadOnlyDictionary<string, JoinTarget>> ReadAsync(
        IEnumerable<string> devices, Func<string, Task<string?>> readList, IReadOnlyCollection<RoomBooking> bookings)
    {
        foreach (var id in devices)
        {
            if (await readList(id) is { } list && Read(list, bookings) is { Count: > 0 } shown)
                return shown;
        }
        return ImmutableDictionary<string, JoinTarget>.Empty;
    }

    /// <param name="bookingsJson">A device's list, as <see cref="Domain.Bookings.BookingList.ToJson"/> writes it.</param>
    /// <param name="bookings">The same list as the room knows it.</param>
    /// <returns>What is dialled, by the booking's id.</returns>
    public static IReadOnlyDictionary<string, JoinTarget> Read(string bookingsJson, IEnumerable<RoomBooking> bookings)
    {
        var rules = bookings.ToDictionary(booking => booking.BookingId, booking => booking.Rule);
        var targets = new Dictionary<string, JoinTarget>();
        using var list = JsonDocument.Parse(bookingsJson);
        foreach (var row in list.RootElement.GetProperty("Bookings").EnumerateArray())
        {
            var id = row.GetProperty("Id").GetString()!;
            if (Enum.TryParse<JoinProtocol>(row.GetProperty("Protocol").GetString(), out var protocol)
                && Enum.TryParse<MeetingPlatform>(row.GetProperty("MeetingPlatform").GetString(), out var platform)
                && rules.GetValueOrDefault(id) is { } rule)
                targets[id] = new JoinTarget(row.GetProperty("Number").GetString()!, protocol, platform, rule, FoundIn.JoinDetails);
        }
        return targets;
    }
}
