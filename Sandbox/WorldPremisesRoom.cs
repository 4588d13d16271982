namespace HybridCalendar.Sandbox;

/// <summary>A room whose device is registered on premises. Its mailbox has Exchange's defaults.</summary>
/// <param name="Address">Address of the room mailbox.</param>
/// <param name="Name">Name of mailbox and system.</param>
/// <param name="Capacity">Seats.</param>
/// <param name="SystemId">TMS's id of its system.</param>
/// <param name="Device">Name of its device.</param>
/// <param name="DeviceId">Id of its device in the Sandbox.</param>
public sealed record WorldPremisesRoom(string Address, string Name, int Capacity, int SystemId, string Device, string DeviceId)
    : WorldRoom(Address, Name, Capacity, KeepsText: false, Device);
