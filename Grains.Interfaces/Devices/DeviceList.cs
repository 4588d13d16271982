namespace HybridCalendar.Grains.Devices;

/// <summary>The whole list of a device.</summary>
/// <param name="Version">Grows by one with each list of the device, also when it is removed and set up again; 0 means that there was none yet.</param>
/// <param name="BookingsJson">RoomOS <c>Bookings Put</c> JSON.</param>
[GenerateSerializer, Immutable]
[Alias("hc.device-list")]
public sealed record DeviceList([property: Id(0)] long Version, [property: Id(1)] string BookingsJson)
{
    public static readonly DeviceList Empty = new(0, """{"Bookings":[]}""");
}
