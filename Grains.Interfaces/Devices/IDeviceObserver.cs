namespace HybridCalendar.Grains.Devices;

/// <summary>A gateway's end of a device's stream.</summary>
[Alias("hc.device-observer")]
public interface IDeviceObserver : IGrainObserver
{
    [Alias("show")]
    Task Show(DeviceList list);

    [Alias("alert")]
    Task Alert(JoinAlert alert);
}
