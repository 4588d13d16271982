using HybridCalendar.Bench.Change;
using HybridCalendar.Bench.Streams;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Bench.Storm;

/// <summary>All hosts were stopped, and started when the last of them had ended.</summary>
/// <param name="StoppedAt">When they were told to end.</param>
/// <param name="StartedAt">When they were started.</param>
/// <param name="ReadyAt">When all were ready.</param>
internal sealed record ColdStart(DateTimeOffset StoppedAt, DateTimeOffset StartedAt, DateTimeOffset ReadyAt)
{
    public static async Task<ColdStart> PlayAsync(Cluster cluster)
    {
        var stopped = Output.Now;
        await cluster.DisposeAsync();
        var started = Output.Now;
        await cluster.StartAsync(default);
        return new ColdStart(stopped, started, Output.Now);
    }

    /// <summary>With how long it took until panels had their list again, counted from the start: from then on their alerts are on time.</summary>
    public object Report(Panels panels)
    {
        var back = panels.All.Select(panel => panel.BackAt - StartedAt).OfType<TimeSpan>().Where(time => time > TimeSpan.Zero).ToList();
        return new
        {
            stopSeconds = Seconds(StartedAt - StoppedAt),
            readySeconds = Seconds(ReadyAt - StartedAt),
            firstPanelSeconds = Seconds(back.DefaultIfEmpty().Min()),
            panelsMs = Latency.Of(back),
        };
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 1);
}
