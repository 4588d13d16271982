using System.Diagnostics;
using HybridCalendar.Bench.Change;

namespace HybridCalendar.Bench.Storm;

/// <summary>What the product asks of its database, and of the processor, while nothing happens.</summary>
internal static class RestLoad
{
    public static async Task<object> MeasureAsync(Organization organization, TimeSpan length)
    {
        var database = organization.IsCluster ? await organization.Cluster.CountAsync() : null;
        var before = await Counters.ReadAsync(organization);
        var started = Stopwatch.GetTimestamp();
        await Task.Delay(length);
        var after = await Counters.ReadAsync(organization);
        var done = database is null ? null : (await organization.Cluster.CountAsync()).Since(database);
        var minutes = Stopwatch.GetElapsedTime(started).TotalMinutes;
        return new
        {
            databaseAMinute = done?.Per(minutes),
            stateWritesAMinute = Math.Round((after.StateWrites - before.StateWrites) / minutes),
            graphCallsAMinute = Math.Round((after.GraphCalls.Values.Sum() - before.GraphCalls.Values.Sum()) / minutes),
            productCores = Math.Round((after.ProductCpu - before.ProductCpu).TotalMinutes / minutes, 3),
        };
    }
}
