using System.Collections.Immutable;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Rooms;

/// <summary>Tells a room's timeline what a read changed. Pure.</summary>
public static class RoomStory
{
    public static Timeline Add(Timeline timeline, ImmutableArray<RoomBooking> before, ImmutableArray<RoomBooking> after, DateTimeOffset now)
    {
        if (before.SequenceEqual(after))
            return timeline;
        var known = before.ToDictionary(booking => booking.BookingId);
        foreach (var booking in after.Where(booking => known.GetValueOrDefault(booking.BookingId) != booking))
            timeline = timeline.Add(now, TimelineStep.Decided, Describe(booking, known.ContainsKey(booking.BookingId)));
        var gone = before.Count(booking => booking.End > now && after.All(other => other.BookingId != booking.BookingId));
        return gone == 0 ? timeline : timeline.Add(now, TimelineStep.Seen, $"{gone} meeting(s) left the room's calendar, or the room declined.");
    }

    private static string Describe(RoomBooking booking, bool isKnown) =>
        $"{(isKnown ? "Changed" : "New")}: the meeting of {booking.Start:u} "
        + (booking.Rule is { } rule ? $"gets a Join button by rule {rule}." : $"gets no Join button: {booking.NoButton}.");
}
