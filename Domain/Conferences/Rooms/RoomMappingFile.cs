namespace HybridCalendar.Domain.Conferences.Rooms;

/// <summary>A table of rooms as it was read: either all of its rows are right, or none is to be used.</summary>
/// <param name="Mappings">The rows; empty when there are problems.</param>
/// <param name="Problems">All that is wrong, in the order of the lines, at most <see cref="RoomMappingReader.MostProblems"/>.</param>
public sealed record RoomMappingFile(IReadOnlyList<RoomMapping> Mappings, IReadOnlyList<RoomMappingProblem> Problems)
{
    public bool IsUsable => Problems.Count == 0;

    internal static RoomMappingFile Wrong(params RoomMappingProblem[] problems) => new([], problems);
}
