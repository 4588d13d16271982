namespace HybridCalendar.Grains.Series;

/// <summary>How long a meeting is remembered that takes place no more. Pure.</summary>
internal static class SeriesLife
{
    /// <summary>Notifications come late, and those who ask why the meeting is gone do so soon.</summary>
    public static readonly TimeSpan AfterRemoval = TimeSpan.FromDays(1);

    /// <summary>Devices show yesterday's meetings too.</summary>
    public static readonly TimeSpan AfterEnd = TimeSpan.FromDays(3);

    /// <summary>A series without an end that TMS cannot be told of for so long is given up: TMS is there no more.</summary>
    private static readonly TimeSpan s_longestCancellation = TimeSpan.FromDays(30);

    /// <summary>Whether nothing of the meeting is to be kept. What is left to do for it is done first, also by TMS while it is of use.</summary>
    public static bool IsSpent(SeriesState state, DateTimeOffset now) => state.Sighting is { } seen && !state.Progress.HasWork
        && (state.Progress.IsRemoved
            ? state.ToRelease.IsEmpty && !(state.RemovedAt > now - AfterRemoval) && (state.Conference is not { MayHold: true } || IsPast(state, now))
            : seen.LastEnd < now - AfterEnd && !IsHeld(state, now));

    /// <summary>Whether nothing is left to do, now or later, for a meeting that is over for good.</summary>
    public static bool IsFinished(SeriesState state) => state is { IsOver: true, Progress.HasWork: false, ToRelease.IsEmpty: true };

    /// <summary>
    /// Whether TMS may hold something that is still to come. That may be so of a meeting that is over: a series that was cut before what
    /// comes next, or a meeting that was moved to a time that is over.
    /// </summary>
    public static bool IsHeld(SeriesState state, DateTimeOffset now) => state.Conference is { MayHold: true } conference && conference.HeldUntil > now;

    /// <summary>Whether the meeting takes place no more, in TMS neither, so that nothing is to be asked of TMS for it, and no answer awaited.</summary>
    public static bool IsPast(SeriesState state, DateTimeOffset now)
    {
        if (state.IsOver || state.Sighting is not { } seen)
            return true;
        return seen.LastEnd is { } end ? end <= now && !IsHeld(state, now) : state.Progress.IsRemoved && !(state.RemovedAt > now - s_longestCancellation);
    }
}
