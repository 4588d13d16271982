using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Reports;

/// <summary>Tells how devices are doing.</summary>
internal static class DeviceReports
{
    public static async Task<RoomDevice> ReadAsync(IGrainFactory grains, string id) =>
        await grains.GetGrain<IDeviceGrain>(GrainKeys.Device(id)).GetStatus() is { } status
            ? new RoomDevice(id, status.Settings.DisplayName, IsUpToDate(status), Describe(status)) { Link = status.Settings.Link }
            : new RoomDevice(id, id, false, "The device was removed.");

    private static bool IsUpToDate(DeviceStatus status) => status.Problem is null && status.ConfirmedVersion >= status.List.Version;

    private static string Describe(DeviceStatus status) => status switch
    {
        { Problem: { } problem } => $"Does not take the list. {problem}",
        { Settings.Link: DeviceLink.Gateway, IsActivated: false } => "Not linked yet: make an activation code and type it at the device.",
        { Settings.Link: DeviceLink.Gateway, Subscribers: 0 } => "Not connected.",
        _ when !IsUpToDate(status) => "The newest list is on its way, and the device has not taken it: it may be busy, or off.",
        { ConfirmedAt: { } at } => $"Shows the newest list, confirmed {at:u}.",
        _ => "There is no list yet.",
    };
}
