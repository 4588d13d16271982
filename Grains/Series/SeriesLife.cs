namespace HybridCalendar.Grains.Series;

/// <summary>How long a meeting is remembered that takes place no more. Pure.</summary>
internal static class SeriesLife
{
    /// <summary>Notifications come late, and those who ask why the meeting is gone do so soon.</summary>
    public static readonly TimeSpan AfterRemoval = TimeSpan.FromDays(1);

    /// <summary>Devices show yesterday's meetings too.</summary>
    public static readonly TimeSpan AfterEnd = TimeSpan.FromDays(3);

    /// <summary>Whether nothing of the meeting is to be kept. What is left to do for it is done first.</summary>
    public static bool IsSpent(SeriesState state, DateTimeOffset now) => state.Sighting is { } seen && !state.HasWork
        && (state.Progress.IsRemoved ? !(state.RemovedAt > now - AfterRemoval) : seen.LastEnd < now - AfterEnd);
}
