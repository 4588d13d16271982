namespace HybridCalendar.Grains.Mailboxes;

/// <summary>What a change means of which Graph told nothing. Pure.</summary>
internal static class UntoldChange
{
    /// <summary>Graph tells of a change within three minutes at the most.</summary>
    private static readonly TimeSpan s_longestOnTheWay = TimeSpan.FromMinutes(3);

    /// <summary>Since when a change is known that was not told, UTC; null when all were: whatever was heard later shows that Graph tells.</summary>
    /// <param name="before">The same as it was known before.</param>
    /// <param name="changed">When the last change was made that nobody told of so far; null when there is none.</param>
    /// <param name="lastHeard">When Graph last told of something; null when it never did.</param>
    public static DateTimeOffset? Since(DateTimeOffset? before, DateTimeOffset? changed, DateTimeOffset? lastHeard) =>
        (before ?? changed) is { } since && !(since <= lastHeard) ? since : null;

    /// <summary>How long it may still be on its way; nothing or less when it is not.</summary>
    public static TimeSpan WaitFor(DateTimeOffset since, DateTimeOffset now) => since + s_longestOnTheWay - now;
}
