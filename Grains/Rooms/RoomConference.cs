namespace HybridCalendar.Grains.Rooms;

/// <summary>A meeting that a room has TMS book by its own copy.</summary>
/// <param name="End">When it ends, UTC.</param>
/// <param name="Told">Digest of what its series was told; empty while it was told nothing.</param>
public sealed record RoomConference(DateTimeOffset End, string Told);
