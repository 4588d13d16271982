namespace HybridCalendar.Grains.Rooms;

/// <summary>A meeting in a room's calendar that its devices do not show, without its title.</summary>
/// <param name="SeriesUid">The iCalUId of the meeting or of its series' master.</param>
/// <param name="Start">UTC.</param>
/// <param name="Reason">The name of the <see cref="Domain.Bookings.NoButtonReason"/>.</param>
[GenerateSerializer, Immutable]
[Alias("hc.room-left-out")]
public sealed record RoomLeftOut([property: Id(0)] string SeriesUid, [property: Id(1)] DateTimeOffset Start, [property: Id(2)] string Reason);
