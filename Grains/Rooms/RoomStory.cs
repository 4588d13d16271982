using System.Collections.Immutable;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Rooms;

/// <summary>Tells a room's timeline what a read changed. Pure.</summary>
public static class RoomStory
{
    /// <summary>A calendar that is read for the first time must not push everything else out of the timeline.</summary>
    private const int MostAtOnce = 10;

    /// <summary>Why TMS is asked by the room.</summary>
    public const string ByOwnCopy = "TMS books the room by the room's own copy, as the organizer's mailbox does not show us the meeting.";

    /// <summary>What the devices show now, and what they leave out.</summary>
    public static Timeline Add(Timeline timeline, RoomState before, RoomRead after, DateTimeOffset now)
    {
        timeline = AddAll(timeline, now, TimelineStep.Decided, [.. Shown(before.Bookings, after.Bookings)]);
        timeline = AddAll(timeline, now, TimelineStep.Decided, [.. after.LeftOut.Except(before.LeftOut).Select(Describe)]);
        timeline = AddAll(timeline, now, TimelineStep.Failed, [.. after.Kept.Where(kept => !before.Troubled.ContainsKey(kept.Key)).Select(kept =>
            $"The meeting of {kept.Start:u} cannot be processed as it stands in the calendar now, and is shown as it was. The log tells what fails.")]);
        var gone = before.Bookings.Count(booking => booking.End > now && after.Bookings.All(other => other.BookingId != booking.BookingId));
        return gone == 0 ? timeline : timeline.Add(now, TimelineStep.Seen, $"{gone} meeting(s) left the devices: the room's calendar no longer holds them, or the room declined.");
    }

    private static IEnumerable<string> Shown(ImmutableArray<RoomBooking> before, ImmutableArray<RoomBooking> after)
    {
        var known = before.ToDictionary(booking => booking.BookingId);
        return after.Where(booking => known.GetValueOrDefault(booking.BookingId) != booking)
            .Select(booking => Describe(booking, known.ContainsKey(booking.BookingId)));
    }

    private static Timeline AddAll(Timeline timeline, DateTimeOffset now, TimelineStep step, IReadOnlyCollection<string> texts)
    {
        foreach (var text in texts.Take(MostAtOnce))
            timeline = timeline.Add(now, step, text);
        return texts.Count <= MostAtOnce ? timeline : timeline.Add(now, step, $"The same way {texts.Count - MostAtOnce} further meetings.");
    }

    private static string Describe(RoomBooking booking, bool isKnown) =>
        $"{(isKnown ? "Changed" : "New")}: the meeting of {booking.Start:u} "
        + (booking.Rule is { } rule ? $"gets a Join button by rule {rule}." : $"gets no Join button. {NoButtonText.Of(booking.NoButton!)} {booking.Detail}".TrimEnd())
        + (booking.TmsUid is null ? "" : $" {ByOwnCopy}");

    private static string Describe(RoomLeftOut left) => $"The meeting of {left.Start:u} is not shown. {NoButtonText.Of(left.Reason)}";
}
