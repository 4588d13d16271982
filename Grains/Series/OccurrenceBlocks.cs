using System.Collections.Immutable;
using HybridCalendar.Domain.Series;

namespace HybridCalendar.Grains.Series;

/// <summary>
/// Finds the occurrences whose own text disagrees with their series': one that was edited keeps the text of its day, with the join
/// block that stood there then, or without. Pure.
/// </summary>
internal static class OccurrenceBlocks
{
    public static SeriesState Plan(SeriesState state, SeriesAsk ask, DateTimeOffset now)
    {
        // What was found wrong by an earlier wish may be right by this one: it is found again when its time has come.
        if (!SeriesPlan.MayMendOccurrences(state.Progress, ask))
            return state with { OccurrencesToMend = [], Progress = state.Progress with { Steps = state.Progress.Steps.Remove(SeriesStep.MendOccurrences) } };
        var wrong = state.Sighting!.Exceptions.Where(one => !one.IsOwn && one.End > now && IsWrong(one, state, ask)).Select(one => one.EventId).ToHashSet();
        var writes = state.OccurrenceWrites.RemoveRange(state.OccurrenceWrites.Keys.Where(id => !wrong.Contains(id)));
        ImmutableArray<string> open = [.. wrong.Where(id => writes.GetValueOrDefault(id) < SeriesPlan.MaxWritesUnseen).Order(StringComparer.Ordinal)];
        var steps = open.IsEmpty ? state.Progress.Steps.Remove(SeriesStep.MendOccurrences) : state.Progress.Steps.Add(SeriesStep.MendOccurrences);
        return state with { OccurrencesToMend = open, OccurrenceWrites = writes, Progress = state.Progress with { Steps = steps } };
    }

    /// <summary>
    /// The same after a step that changed nothing in the invitation: then nothing more is heard of it, and what was seen while the step
    /// was still to be done was left for later.
    /// </summary>
    /// <param name="state">After the step.</param>
    /// <param name="block">What the invitation holds, as far as is known.</param>
    /// <param name="now">UTC.</param>
    public static SeriesState PlanAfterStep(SeriesState state, BlockSeen block, DateTimeOffset now) => state.Progress.IsRemoved
        ? state
        : Plan(state, new SeriesAsk(state.Progress.Action, state.Progress.Shape, state.Progress.Target, block), now);

    /// <summary>One occurrence was done.</summary>
    public static SeriesState Done(SeriesState state, string eventId) => state with
    {
        OccurrencesToMend = state.OccurrencesToMend.Remove(eventId),
        OccurrenceWrites = state.OccurrenceWrites.SetItem(eventId, state.OccurrenceWrites.GetValueOrDefault(eventId) + 1),
    };

    private static bool IsWrong(OccurrenceSighting one, SeriesState state, SeriesAsk ask) => ask.Action is null
        ? one.HasJoinBlock
        : one.Fingerprint is null || one.Fingerprint != state.Written?.Fingerprint;
}
