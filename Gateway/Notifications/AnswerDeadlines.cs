namespace HybridCalendar.Gateway.Notifications;

/// <summary>
/// Tokens that end when an answer must be given: Graph gives up after 3 s, and a slow endpoint is punished more than one that says
/// "later". Requests that begin within the same quarter of a second share one, as a timer for each costs more than a notification.
/// </summary>
internal sealed class AnswerDeadlines(TimeProvider time)
{
    private static readonly TimeSpan s_longestAnswer = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan s_shared = TimeSpan.FromMilliseconds(250);
    private Shared? _current;

    /// <summary>The deadline of a request that begins now, up to a quarter of a second early.</summary>
    public CancellationToken Next()
    {
        var current = Volatile.Read(ref _current);
        if (current is null || time.GetElapsedTime(current.Since) >= s_shared)
        {
            // Two that begin at once may each make one; both end in time.
            // Not disposed: requests hold its token, and its timer lets go of it when it has fired.
            current = new Shared(time.GetTimestamp(), new CancellationTokenSource(s_longestAnswer, time).Token);
            Volatile.Write(ref _current, current);
        }
        return current.Token;
    }

    private sealed record Shared(long Since, CancellationToken Token);
}
