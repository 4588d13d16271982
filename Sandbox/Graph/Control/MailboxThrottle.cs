using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Sandbox.Graph.Control;

/// <summary>Graph's limits per app and mailbox: requests at once, and requests in ten minutes. Refused requests count as well.</summary>
internal sealed class MailboxThrottle(TimeProvider time, IOptions<GraphSandboxOptions> options)
{
    private readonly ConcurrentDictionary<(string App, Guid Mailbox), Use> _uses = new();
    private readonly ConcurrentDictionary<string, Use> _subscriptionWrites = new(StringComparer.Ordinal);

    /// <summary>Takes a place until the result is disposed, or throws 429.</summary>
    public IDisposable Enter(string app, Guid mailbox)
    {
        var use = _uses.GetOrAdd((app, mailbox), _ => new());
        if (!use.Count(time.GetTimestamp(), time.TimestampFrequency * 600, options.Value.MailboxRequestsPer10Minutes))
            throw Throttled("Application is over its MailboxRequests limit.", 10);
        if (use.Enter() <= options.Value.MailboxConcurrency)
            return use;
        use.Dispose();
        throw Throttled("Application is over its MailboxConcurrency limit.", 1);
    }

    public void CountSubscriptionWrite(string app)
    {
        var use = _subscriptionWrites.GetOrAdd(app, _ => new());
        if (!use.Count(time.GetTimestamp(), time.TimestampFrequency * 20, options.Value.SubscriptionWritesPer20Seconds))
            throw new GraphException(429, "TooManyRequests", "Too many subscription requests.") { RetryAfter = 2 };
    }

    private static GraphException Throttled(string message, int retryAfter) => new(429, "ApplicationThrottled", message) { RetryAfter = retryAfter };

    private sealed class Use : IDisposable
    {
        private readonly Lock _gate = new();
        private int _running;
        private long _windowStart;
        private int _counted;

        public int Enter() => Interlocked.Increment(ref _running);

        public void Dispose() => Interlocked.Decrement(ref _running);

        /// <summary>Counts in windows one after the other, which is simple and within a factor of two of a sliding one.</summary>
        public bool Count(long now, long length, int limit)
        {
            lock (_gate)
            {
                if (_counted == 0 || now - _windowStart >= length)
                    (_windowStart, _counted) = (now, 0);
                return ++_counted <= limit;
            }
        }
    }
}
