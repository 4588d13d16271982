using System.Collections.Immutable;
using HybridCalendar.Domain.Bookings;

namespace HybridCalendar.Grains.Rooms;

/// <summary>What devices are to show of a room's calendar, and what of it could not be found out anew.</summary>
/// <param name="List">The list.</param>
/// <param name="Failing">Graph's ids of the events whose join target could not be found out: the shown one stays.</param>
/// <param name="Broken">Graph's ids of the events that cannot be processed.</param>
/// <param name="Kept">Ids of the bookings that stay as they are shown, of events that were read.</param>
/// <param name="Unseen">The bookings of days that cannot be read: they stay as they are.</param>
internal sealed record ListedRoom(
    BookingList List, IReadOnlySet<string> Failing, IReadOnlySet<string> Broken, ImmutableHashSet<string> Kept, ImmutableArray<RoomBooking> Unseen);
