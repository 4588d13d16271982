using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Overviews;

/// <summary>Adds what this host measured to what all hosts did, every other second, and forgets what is older than the overview shows.</summary>
public sealed partial class LatencyKeeper(DeviceLatency latency, OverviewTable table, TimeProvider time, ILogger<LatencyKeeper> log) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(s_period, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TryKeepAsync();
        }
    }

    private async Task TryKeepAsync()
    {
        var counts = latency.Take();
        if (counts.Count == 0)
            return;
        try
        {
            await table.AddLatencyAsync(counts, time.GetUtcNow());
        }
#pragma warning disable CA1031 // A database that does not answer now does so later; the counts wait in one number for each minute.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            latency.Return(counts.Where(count => count.Minute > (time.GetUtcNow() - OverviewTable.LatencyLife).ToUnixTimeSeconds() / 60));
            LogNotKept(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was measured of devices could not be kept; it is tried again")]
    private static partial void LogNotKept(ILogger logger, Exception failure);
}
