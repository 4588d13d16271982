using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Grains.Series;

/// <summary>What the catalog says of a meeting.</summary>
/// <param name="Row">Null for nothing: it was removed.</param>
/// <param name="Rooms">The rooms that are invited.</param>
/// <param name="Declined">Those of them that declined.</param>
internal sealed record ListedMeeting(MeetingRow? Row, IReadOnlyCollection<string> Rooms, IReadOnlyCollection<string> Declined)
{
    /// <param name="state">Of a meeting that was seen.</param>
    /// <param name="now">Decides which occurrence is the next.</param>
    public static ListedMeeting Of(SeriesState state, DateTimeOffset now) => state.Progress.IsRemoved
        ? new ListedMeeting(null, [], [])
        : new ListedMeeting(SeriesAnswers.Row(state, now), state.Sighting!.Rooms, state.Sighting.Declined);

    public bool Equals(ListedMeeting? other) =>
        other is not null && Row == other.Row && Rooms.SequenceEqual(other.Rooms) && Declined.SequenceEqual(other.Declined);

    public override int GetHashCode() => HashCode.Combine(Row, Rooms.Count, Declined.Count);
}
