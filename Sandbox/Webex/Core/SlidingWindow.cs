using System.Collections.Concurrent;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>Counts what a key did in the last period and says how long it must wait when that is too much.</summary>
internal sealed class SlidingWindow(TimeSpan period, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> _seen = new();

    /// <summary>Counts one more and returns null, or returns the time until the oldest leaves the window.</summary>
    /// <param name="key">Who is counted.</param>
    /// <param name="limit">How many the period allows; 0 is no limit.</param>
    public TimeSpan? Take(string key, int limit)
    {
        if (limit <= 0) return null;
        var now = time.GetUtcNow();
        var seen = _seen.GetOrAdd(key, _ => new Queue<DateTimeOffset>());
        lock (seen)
        {
            while (seen.Count > 0 && seen.Peek() <= now - period) seen.Dequeue();
            if (seen.Count >= limit) return seen.Peek() + period - now;
            seen.Enqueue(now);
            return null;
        }
    }

    public void Clear() => _seen.Clear();
}
