using System.Globalization;
using HybridCalendar.Sandbox.Webex;

namespace HybridCalendar.Bench.Change;

/// <summary>Names of everything in the benchmark's organization.</summary>
internal static class BenchWorld
{
    public static string PersonMail(int person) => $"{PersonUser(person)}@bench.example";

    public static string PersonName(int person) => $"Person {person.ToString(CultureInfo.InvariantCulture)}";

    public static string RoomMail(int room) => $"room{room:d4}@bench.example";

    public static string RoomName(int room) => $"Room {room:d4}";

    public static string DeviceName(int room) => $"Device {room:d4}";

    /// <summary>The device's name in the product.</summary>
    public static string DeviceId(int room) => $"device-{room:d4}";

    /// <summary>The name in the product of a room's panel, which holds a stream to a gateway.</summary>
    public static string PanelId(int room) => $"panel-{room:d4}";

    /// <summary>The device's id at Webex.</summary>
    public static string WebexDeviceId(int room) => WebexIds.For("DEVICE", DeviceName(room));

    /// <summary>The room's system in TMS.</summary>
    public static int SystemId(int room) => room + 1;

    /// <summary>What a device dials to reach a person's personal room.</summary>
    public static string PersonalRoom(int person) => $"{PersonUser(person)}@{new WebexSandboxOptions().DefaultSite}";

    private static string PersonUser(int person) => $"person{person:d5}";
}
