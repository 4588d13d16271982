using System.Collections.Concurrent;

namespace HybridCalendar.Sandbox.Graph.Control;

/// <summary>Counts requests by app and route, and notifications, so that the price of a change can be told.</summary>
public sealed class CallCounters
{
    private readonly ConcurrentDictionary<(string App, string Route), long> _calls = new();
    private readonly ConcurrentDictionary<string, long> _events = new(StringComparer.Ordinal);

    /// <summary>Requests by app (client id) and route such as <c>GET users/*/events/*</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> ByApp => _calls.GroupBy(c => c.Key.App)
        .ToDictionary(g => g.Key, g => (IReadOnlyDictionary<string, long>)g.ToDictionary(c => c.Key.Route, c => c.Value));

    /// <summary>Other things counted: notifications sent, delivered, given up; requests throttled.</summary>
    public IReadOnlyDictionary<string, long> Events => _events.ToDictionary();

    /// <summary>Starts again from zero.</summary>
    public void Clear()
    {
        _calls.Clear();
        _events.Clear();
    }

    internal void Call(string app, string route) => _calls.AddOrUpdate((app, route), 1, (_, n) => n + 1);

    internal void Event(string name, int count = 1) => _events.AddOrUpdate(name, count, (_, n) => n + count);
}
