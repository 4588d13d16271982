using System.Collections.Frozen;
using HybridCalendar.Grains.Overviews;

namespace HybridCalendar.Gateway.Devices;

/// <summary>Tells lists and overviews, at all gateways, which devices are connected to this one.</summary>
internal sealed partial class StreamReport(OpenStreams streams, OverviewTable table, TimeProvider time, ILogger<StreamReport> log) : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    /// <summary>Without news it is told again before others take this gateway for gone.</summary>
    private static readonly TimeSpan s_repeat = OverviewTable.GatewayLife / 3;
    private readonly string _gateway = Guid.NewGuid().ToString("N");
    private FrozenSet<string> _told = [];
    private DateTimeOffset _toldAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryTellAsync(streams.Devices);
            await Task.Delay(s_look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await TryTellAsync([]);
    }

    private async Task TryTellAsync(FrozenSet<string> devices)
    {
        var now = time.GetUtcNow();
        // Streams that were opened and closed within one look are another set of the same devices.
        if ((ReferenceEquals(devices, _told) || devices.SetEquals(_told)) && (devices.Count == 0 || now - _toldAt < s_repeat))
            return;
        try
        {
            await table.PutStreamsAsync(_gateway, devices, _told, now);
            (_told, _toldAt) = (devices, now);
        }
#pragma warning disable CA1031 // A database that does not answer now does so later.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotTold(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Which devices are connected could not be told; it is tried again")]
    private static partial void LogNotTold(ILogger logger, Exception failure);
}
