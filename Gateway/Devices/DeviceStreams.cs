using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Devices;

/// <summary>Opens the streams of devices, and ends them all when the gateway stops: devices come back to the next one.</summary>
internal sealed partial class DeviceStreams(
    IGrainFactory grains, SafeCalls calls, OpenStreams open, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<DeviceStreams> log)
{
    /// <param name="device">The device's id.</param>
    /// <param name="token">The token that the connection was let in by.</param>
    /// <param name="lastEventId">What the device says it shows; null or empty when it shows nothing.</param>
    /// <param name="aborted">The connection's end.</param>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync(
        string device, string token, string? lastEventId, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        await using var stream = new DeviceStream(grains, calls, grains.GetGrain<IDeviceGrain>(GrainKeys.Device(device)), token, time);
        using var counted = open.Open(device);
        var version = long.TryParse(lastEventId, out var shown) ? shown : -1;
        while (await NextAsync(stream, version, end.Token) is { } items)
        {
            foreach (var item in items)
            {
                if (item.EventId is { } id)
                    version = long.Parse(id, System.Globalization.CultureInfo.InvariantCulture);
                yield return item;
            }
        }
    }

    /// <summary>Null at the end of the stream, also when the grain cannot be reached: the device connects anew then.</summary>
    private async Task<IReadOnlyList<SseItem<string>>?> NextAsync(DeviceStream stream, long version, CancellationToken end)
    {
        try
        {
            return await stream.NextAsync(version, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // The answer has begun, so there is no status left to tell it by; ending the stream does.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogBroken(log, failure);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stream of a device was ended; the device will connect again")]
    private static partial void LogBroken(ILogger logger, Exception failure);
}
