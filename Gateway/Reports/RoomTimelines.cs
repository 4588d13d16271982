using System.Collections.Immutable;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Gateway.Reports;

/// <summary>Puts together what a room did and what became of it at its devices.</summary>
internal sealed partial class RoomTimelines(IGrainFactory grains, ILogger<RoomTimelines> log)
{
    /// <param name="mail">The room's address.</param>
    /// <returns>Oldest first.</returns>
    public async Task<ImmutableArray<TimelineEntry>> ReadAsync(string mail)
    {
        var room = grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(mail));
        var devices = await Task.WhenAll((await room.GetSettings()).Devices.Select(TryReadDeviceAsync));
        return [.. (await room.GetTimeline()).Entries.Concat(devices.SelectMany(device => device.Entries)).OrderBy(entry => entry.At)];
    }

    private async Task<Timeline> TryReadDeviceAsync(string id)
    {
        try
        {
            return await grains.GetGrain<IDeviceGrain>(GrainKeys.Device(id)).GetTimeline();
        }
#pragma warning disable CA1031 // Whatever is wrong with one device, the timeline tells of all others.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogDeviceNotAsked(log, failure);
            return Timeline.Empty;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A device could not be asked for a room's timeline")]
    private static partial void LogDeviceNotAsked(ILogger logger, Exception failure);
}
