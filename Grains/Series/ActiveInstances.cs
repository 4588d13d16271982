using System.Collections.Immutable;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Series;

/// <summary>Notes which instance was under way when a meeting was edited. Pure.</summary>
internal static class ActiveInstances
{
    private const int Kept = 10;

    /// <summary>Compares what a new state shows with what was known before, and notes the instance that runs by the old times.</summary>
    public static SeriesState Note(SeriesState before, SeriesState after, DateTimeOffset now)
    {
        if (before is not { Sighting: { } known, Progress.IsRemoved: false })
            return after;
        var changes = after.Progress.IsRemoved ? MeetingChanges.Removed : SightingComparison.Find(known, after.Sighting!);
        if (changes == MeetingChanges.None || RunningInstance.Find(known, now) is not { } running)
            return after;
        return after with
        {
            ActiveInstances = Add(after.ActiveInstances, running with { EditedAt = now, Changes = changes }),
            Timeline = after.Timeline.Add(now, TimelineStep.Seen,
                $"The instance of {running.Start:u} to {running.End:u} was under way when the meeting was changed ({SeriesStory.Words(changes)})."),
        };
    }

    /// <summary>The first edit of an instance says how it was; later ones only change more of it.</summary>
    private static ImmutableArray<ActiveInstance> Add(ImmutableArray<ActiveInstance> noted, ActiveInstance running)
    {
        if (noted.FirstOrDefault(instance => instance.Slot == running.Slot) is { } known)
            return noted.Replace(known, known with { Changes = known.Changes | running.Changes });
        return [.. noted.Append(running).TakeLast(Kept)];
    }
}
