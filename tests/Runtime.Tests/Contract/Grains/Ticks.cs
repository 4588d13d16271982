using System.Collections.Concurrent;

namespace HybridCalendar.Runtime.Tests.Contract.Grains;

/// <summary>The status of each reminder tick, by grain.</summary>
public static class Ticks
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<TickStatus>> All = new();

    public static ConcurrentQueue<TickStatus> Of(string key) => All.GetOrAdd(key, _ => new ConcurrentQueue<TickStatus>());
}
