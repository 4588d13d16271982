namespace HybridCalendar.Grains.Rooms;

/// <summary>Something about one meeting that a room could not find out.</summary>
/// <param name="Key">What was asked: see <see cref="RoomQuestions"/>.</param>
/// <param name="Version">What the meeting looked like in the room's calendar.</param>
/// <param name="Failure">What came instead of an answer.</param>
public sealed record RoomFailure(string Key, string Version, Exception Failure);
