namespace HybridCalendar.Clients.Http;

/// <summary>
/// Remembers which keys a server wants to be left alone, and until when: who is told "not now" speaks for all that use the key.
/// What is over is forgotten. Thread-safe.
/// </summary>
internal sealed class KeyedPauses(TimeProvider time)
{
    /// <summary>Timers fire up to a millisecond early; who waited need not wait again.</summary>
    private static readonly TimeSpan s_early = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<string, DateTimeOffset> _until = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Nobody is to use the key for this long; a longer pause that is already known stays.</summary>
    public void Pause(string key, TimeSpan length)
    {
        var until = time.GetUtcNow() + length;
        lock (_until)
        {
            if (!_until.TryGetValue(key, out var known) || known < until)
                _until[key] = until;
        }
    }

    /// <summary>How long the key is still to be left alone; null when it may be used.</summary>
    public TimeSpan? Remaining(string key)
    {
        lock (_until)
        {
            if (!_until.TryGetValue(key, out var until))
                return null;
            var left = until - time.GetUtcNow();
            if (left > s_early)
                return left;
            _until.Remove(key);
            return null;
        }
    }
}
