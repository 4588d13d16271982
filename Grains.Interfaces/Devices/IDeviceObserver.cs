using Orleans.Concurrency;

namespace HybridCalendar.Grains.Devices;

/// <summary>A gateway's end of a device's stream. One way: a gateway that hangs must not hold up a device.</summary>
[Alias("hc.device-observer")]
public interface IDeviceObserver : IGrainObserver
{
    [OneWay]
    [Alias("show")]
    Task Show(DeviceList list);

    [OneWay]
    [Alias("alert")]
    Task Alert(JoinAlert alert);

    /// <summary>The token that the stream was opened with counts no more: the device was activated anew, or removed.</summary>
    [OneWay]
    [Alias("revoked")]
    Task Revoked();

    /// <summary>The grain's activation ends, and with it the subscription: it is to be renewed at once.</summary>
    [OneWay]
    [Alias("moved")]
    Task Moved();
}
