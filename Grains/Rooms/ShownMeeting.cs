using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Rooms;

/// <summary>A meeting that devices show, as it was read.</summary>
/// <param name="BookingId">Its id on the devices.</param>
/// <param name="Event">The room's copy.</param>
/// <param name="UId">The iCalUId of the meeting, of an occurrence as a meeting of its own.</param>
/// <param name="Target">What the devices dial; null for nothing.</param>
/// <param name="SeriesUId">The iCalUId of the series that knows it; null when none does.</param>
/// <param name="IsFailing">Whether it cannot be read or asked about now.</param>
public sealed record ShownMeeting(string BookingId, CalendarEvent Event, string UId, JoinTarget? Target, string? SeriesUId, bool IsFailing)
{
    /// <inheritdoc cref="SeriesJoin.IsLeftToRooms"/>
    public bool IsLeftToRooms { get; init; }

    /// <summary>The organizer's mail address in lower case; empty when the copy does not tell.</summary>
    public string Organizer => GrainKeys.Normalize(Event.Organizer?.Address ?? "");
}
