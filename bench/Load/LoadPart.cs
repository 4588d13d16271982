using System.Diagnostics;
using HybridCalendar.Bench.Change;

namespace HybridCalendar.Bench.Load;

/// <summary>What was measured while calendars changed at one rate.</summary>
/// <param name="Name">The hour of the day, or that the rate is steady.</param>
/// <param name="PerSecond">Changes a second.</param>
/// <param name="Changes">How many in all.</param>
/// <param name="Lost">Of these, how many did not reach their device within two minutes.</param>
/// <param name="FirstLoss">Why the first of them was lost.</param>
/// <param name="FromAnswerMs">From the calendar's answer to the right list on the device.</param>
/// <param name="FromStartMs">From the start of the calendar write.</param>
/// <param name="NotificationsPerSecondPerSilo">Graph's notifications that each silo, or the one process, worked on.</param>
/// <param name="CoresUsed">Processor time a second, of the product and its database.</param>
/// <param name="ChangesPerCpuSecond">Work for a second of that processor time.</param>
/// <param name="PerChange">What a change cost outside.</param>
/// <param name="Database">What a change cost in PostgreSQL; null where there is none.</param>
internal sealed record LoadPart(
    string Name, double PerSecond, int Changes, int Lost, string? FirstLoss, Latency FromAnswerMs, Latency FromStartMs,
    double NotificationsPerSecondPerSilo, double CoresUsed, double ChangesPerCpuSecond, object PerChange, object? Database)
{
    public string Summary => $"{PerSecond:0.##} changes a second, p50 {FromAnswerMs.P50} ms, p99 {FromAnswerMs.P99} ms, {Lost} lost, {CoresUsed} cores";

    public static async Task<LoadPart> PlayAsync(Organization organization, ChangeLoad load, string name, double perSecond, LoadPlan plan)
    {
        var database = organization.IsCluster ? await organization.Cluster.CountAsync() : null;
        var before = await Counters.ReadAsync(organization);
        var started = Stopwatch.GetTimestamp();
        var results = await load.RunAsync(perSecond, plan.Length);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var after = await Counters.ReadAsync(organization);
        var done = database is null ? null : (await organization.Cluster.CountAsync()).Since(database);
        var cpu = after.ProductCpu - before.ProductCpu + (done?.Cpu ?? TimeSpan.Zero);
        var lost = results.Where(result => result.Failure is not null).ToList();
        return new LoadPart(
            name, Math.Round(perSecond, 2), results.Count, lost.Count, lost.FirstOrDefault()?.Failure,
            Latency.Of(results.Select(result => result.FromAnswer)), Latency.Of(results.Select(result => result.FromStart)),
            Math.Round((after.Notifications - before.Notifications) / seconds / Math.Max(1, plan.Silos), 1), Math.Round(cpu.TotalSeconds / seconds, 2),
            Math.Round(results.Count / cpu.TotalSeconds, 1), after.PerChange(before, results.Count), done?.Per(results.Count));
    }
}
