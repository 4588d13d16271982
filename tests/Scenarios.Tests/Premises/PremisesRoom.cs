namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>A room whose device only TMS knows.</summary>
/// <param name="Address">Address of its mailbox.</param>
/// <param name="Name">Name of mailbox and system.</param>
/// <param name="SystemId">TMS's id of the system.</param>
internal sealed record PremisesRoom(string Address, string Name, int SystemId)
{
    public string DeviceId => $"premises-{SystemId}";
}
