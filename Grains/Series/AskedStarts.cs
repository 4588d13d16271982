namespace HybridCalendar.Grains.Series;

/// <summary>
/// The span of the starts with which Webex was asked to make a meeting: Webex finds a meeting near its start only, and the invitation
/// may have moved since.
/// </summary>
/// <param name="First">The earliest, UTC.</param>
/// <param name="Last">The latest, UTC.</param>
/// <param name="Shape">What the first of these meetings would look like (<see cref="Domain.Series.SeriesAsk.Shape"/>); null when that was not noted.</param>
public sealed record AskedStarts(DateTimeOffset First, DateTimeOffset Last, string? Shape = null)
{
    /// <summary>The span with one more start.</summary>
    public static AskedStarts With(AskedStarts? asked, DateTimeOffset start, string shape) => asked is null
        ? new AskedStarts(start, start, shape)
        : asked with { First = start < asked.First ? start : asked.First, Last = start > asked.Last ? start : asked.Last };

    /// <summary>Whether what an earlier try made may look otherwise than what is wanted now.</summary>
    public bool MayDiffer(string shape) => First != Last || Shape != shape;
}
