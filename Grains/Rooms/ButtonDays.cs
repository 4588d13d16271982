using HybridCalendar.Grains.Overviews;

namespace HybridCalendar.Grains.Rooms;

/// <summary>Counts a room's meetings with a Join button by day (UTC). Pure.</summary>
public static class ButtonDays
{
    public static IReadOnlyDictionary<long, int> Of(IEnumerable<RoomBooking> bookings) =>
        bookings.Where(booking => booking.NoButton is null).CountBy(booking => OverviewTable.DayOf(booking.Start)).ToDictionary();

    /// <summary>Days whose count is another than before, 0 for those that have none any more.</summary>
    public static IReadOnlyDictionary<long, int> Changes(IReadOnlyDictionary<long, int> before, IReadOnlyDictionary<long, int> now) => before.Keys.Union(now.Keys)
        .Select(day => (Day: day, Count: now.GetValueOrDefault(day))).Where(entry => entry.Count != before.GetValueOrDefault(entry.Day))
        .ToDictionary(entry => entry.Day, entry => entry.Count);
}
