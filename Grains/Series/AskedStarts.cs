namespace HybridCalendar.Grains.Series;

/// <summary>
/// The span of the starts with which Webex was asked to make a meeting: Webex finds a meeting near its start only, and the invitation
/// may have moved since.
/// </summary>
/// <param name="First">The earliest, UTC.</param>
/// <param name="Last">The latest, UTC.</param>
public sealed record AskedStarts(DateTimeOffset First, DateTimeOffset Last)
{
    /// <summary>The span with one more start.</summary>
    public static AskedStarts With(AskedStarts? asked, DateTimeOffset start) => asked is null
        ? new AskedStarts(start, start)
        : new AskedStarts(start < asked.First ? start : asked.First, start > asked.Last ? start : asked.Last);
}
