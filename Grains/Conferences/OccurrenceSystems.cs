using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Conferences;

/// <summary>The TMS systems of an occurrence whose rooms are, or once were, others than its series'.</summary>
/// <param name="Slot">When the pattern has it start, UTC.</param>
/// <param name="Systems">TMS's ids, in order.</param>
public sealed record OccurrenceSystems(DateTimeOffset Slot, IReadOnlyList<long> Systems)
{
    public bool Equals(OccurrenceSystems? other) => other is not null && Slot == other.Slot && Systems.SequenceEqual(other.Systems);

    public override int GetHashCode() => Slot.GetHashCode();

    /// <summary>Notes which systems a meeting needs.</summary>
    /// <param name="state">The series.</param>
    /// <param name="seen">The meeting as it is now.</param>
    /// <param name="systems">The systems of its rooms, by mail address.</param>
    /// <returns>The same state when nothing changed.</returns>
    internal static SeriesState Put(SeriesState state, MeetingSighting seen, IReadOnlyDictionary<string, long> systems)
    {
        var shared = Find(seen.Rooms.Except(seen.OccurrenceRooms).Except(seen.Declined), systems);
        var noted = state.TmsOccurrences.Select(one => one.Slot).ToHashSet();
        // One that has the series' rooms again stays noted: TMS has to be told, and its lists do not show whom an occurrence has.
        List<OccurrenceSystems> own =
        [
            .. seen.Exceptions.Where(occurrence => !occurrence.IsOwn)
                .Select(occurrence => new OccurrenceSystems(occurrence.Slot, Find(RoomsOf(occurrence, seen), systems)))
                .Where(occurrence => noted.Contains(occurrence.Slot) || !occurrence.Systems.SequenceEqual(shared)),
        ];
        return state.TmsSystems.SequenceEqual(shared) && state.TmsOccurrences.SequenceEqual(own)
            ? state
            : state with { TmsSystems = shared, TmsOccurrences = own };
    }

    /// <summary>
    /// What an administrator took from its rooms stays with a meeting that runs: else it would end there, as TMS keeps only instances of series as they are.
    /// </summary>
    /// <param name="before">The series.</param>
    /// <param name="after">With the systems that its rooms have now.</param>
    /// <param name="seen">The meeting as it is now.</param>
    /// <param name="now">The time.</param>
    internal static SeriesState KeepWhatRuns(SeriesState before, SeriesState after, MeetingSighting seen, DateTimeOffset now) =>
        seen.Recurrence is null && seen.Start <= now && now < seen.End && HasSameRooms(before.Sighting, seen) && before.TmsSystems.Except(after.TmsSystems).Any()
            ? after with { TmsSystems = [.. after.TmsSystems.Union(before.TmsSystems).Order()] }
            : after;

    private static bool HasSameRooms(MeetingSighting? known, MeetingSighting seen) =>
        known is not null && known.Rooms.ToHashSet().SetEquals(seen.Rooms) && known.Declined.ToHashSet().SetEquals(seen.Declined);

    /// <summary>
    /// What was stored before an occurrence's rooms were noted tells who is missing only. Where they are noted and nobody is left, both say so.
    /// </summary>
    private static IEnumerable<string> RoomsOf(OccurrenceSighting occurrence, MeetingSighting seen) => occurrence.Rooms is { IsEmpty: false } rooms
        ? rooms
        : seen.Rooms.Except(seen.OccurrenceRooms).Except(occurrence.Without).Except(occurrence.Declined).Except(seen.Declined);

    private static List<long> Find(IEnumerable<string> rooms, IReadOnlyDictionary<string, long> systems) =>
        [.. rooms.Where(systems.ContainsKey).Select(room => systems[room]).Order()];
}
