namespace HybridCalendar.Grains.Rooms;

/// <summary>A meeting that a room's devices show, without its title.</summary>
/// <param name="BookingId">Its id on the devices.</param>
/// <param name="SeriesUid">The iCalUId of the meeting or of its series' master.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
/// <param name="AlertAt">When devices are told to show Join, UTC; null without a button.</param>
/// <param name="Rule">The rule that found what to dial; null without a button.</param>
/// <param name="NoButton">Why there is no button, the name of a <see cref="Domain.Bookings.NoButtonReason"/>; null when there is one.</param>
/// <param name="Detail">What was said when join details were refused; else null.</param>
[GenerateSerializer, Immutable]
[Alias("hc.room-booking")]
public sealed record RoomBooking(
    [property: Id(0)] string BookingId,
    [property: Id(1)] string SeriesUid,
    [property: Id(2)] DateTimeOffset Start,
    [property: Id(3)] DateTimeOffset End,
    [property: Id(4)] DateTimeOffset? AlertAt,
    [property: Id(5)] string? Rule,
    [property: Id(6)] string? NoButton,
    [property: Id(7)] string? Detail = null)
{
    /// <summary>The id under which the room has TMS book it by its own copy, as the organizer's mailbox does not show the meeting; null when it does not.</summary>
    [Id(8)]
    public string? TmsUid { get; init; }
}
