using System.Collections.Concurrent;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>How often each route was called and what it answered: tests count asks with it.</summary>
internal sealed class WebexCalls
{
    private readonly ConcurrentDictionary<(string Route, int Status), int> _counts = new();

    public void Count(string route, int status) => _counts.AddOrUpdate((route, status), 1, (_, n) => n + 1);

    public void Clear() => _counts.Clear();

    public object Snapshot() => new
    {
        routes = _counts
            .GroupBy(c => c.Key.Route)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new
            {
                route = g.Key,
                calls = g.Sum(c => c.Value),
                byStatus = g.OrderBy(c => c.Key.Status).ToDictionary(c => c.Key.Status, c => c.Value),
            }),
    };
}
