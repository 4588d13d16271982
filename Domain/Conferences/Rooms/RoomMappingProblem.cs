namespace HybridCalendar.Domain.Conferences.Rooms;

/// <summary>What is wrong with a table of rooms.</summary>
/// <param name="Line">The line of the file, from 1; 0 for the file as a whole.</param>
/// <param name="Text">A sentence for the person who wrote the file.</param>
public sealed record RoomMappingProblem(int Line, string Text);
