using HybridCalendar.Sandbox.Graph.Rooms;
using HybridCalendar.Sandbox.Webex;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>A room in a scenario, with one device of the Webex cloud.</summary>
/// <param name="Address">Address of its mailbox.</param>
/// <param name="Name">Name of mailbox and workspace.</param>
/// <param name="Policy">How it answers invitations.</param>
internal sealed record CastRoom(string Address, string Name, RoomPolicy Policy)
{
    /// <summary>In the product's API.</summary>
    public string Path => $"api/workspaces/{Address}";

    public string DeviceName => $"{Name} Device";

    /// <summary>The device's name in the product.</summary>
    public string DeviceId => $"{Address.Split('@')[0]}-device";

    public string WebexDeviceId => WebexIds.For("DEVICE", DeviceName);
}
