namespace HybridCalendar.Grains.Series;

/// <summary>An occurrence that a room takes no part in, although it is invited to the series.</summary>
/// <param name="Room">Mail address.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
/// <param name="Reason">The name of the <see cref="Domain.Bookings.NoButtonReason"/>.</param>
[GenerateSerializer, Immutable]
[Alias("hc.room-occurrence")]
public sealed record RoomOccurrence(
    [property: Id(0)] string Room, [property: Id(1)] DateTimeOffset Start, [property: Id(2)] DateTimeOffset End, [property: Id(3)] string Reason);
