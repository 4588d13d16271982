namespace HybridCalendar.Grains.Overviews;

/// <summary>So many changes of a minute took as long as a class says.</summary>
/// <param name="Minute">Minutes since 1970, UTC.</param>
/// <param name="Class">One of <see cref="LatencyClasses"/>.</param>
/// <param name="Changes">How many.</param>
public sealed record LatencyCount(long Minute, int Class, long Changes);
