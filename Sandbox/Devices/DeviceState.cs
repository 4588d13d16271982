namespace HybridCalendar.Sandbox.Devices;

/// <summary>What a device knows and shows at one moment. Times are UTC.</summary>
/// <param name="Id">Webex's device id.</param>
/// <param name="DisplayName">Name of the device.</param>
/// <param name="WorkspaceId">The workspace that it stands in.</param>
/// <param name="WorkspaceName">Name of that workspace.</param>
/// <param name="IsOnPremises">Registered on premises: TMS tells it its bookings.</param>
/// <param name="ConnectionStatus"><c>connected</c> or <c>disconnected</c>.</param>
/// <param name="SyncRequired">True after a restart until the next list: RoomOS sends the event SyncRequired and shows nothing.</param>
/// <param name="PutCount">Lists taken since the device was made.</param>
/// <param name="ClearCount">Times the list was cleared.</param>
/// <param name="LastPut">When the current list came.</param>
/// <param name="Booted">When it started.</param>
/// <param name="Now">The device's clock.</param>
/// <param name="JoinShown">Ids of the bookings whose Join button shows now.</param>
/// <param name="NextChange">When what shows changes next without anybody doing anything; null when it does not.</param>
/// <param name="Call">The call in progress.</param>
/// <param name="Bookings">The whole list, by start.</param>
public sealed record DeviceState(
    string Id,
    string DisplayName,
    string WorkspaceId,
    string WorkspaceName,
    bool IsOnPremises,
    string ConnectionStatus,
    bool SyncRequired,
    int PutCount,
    int ClearCount,
    DateTimeOffset? LastPut,
    DateTimeOffset Booted,
    DateTimeOffset Now,
    IReadOnlyList<string> JoinShown,
    DateTimeOffset? NextChange,
    DeviceCall? Call,
    IReadOnlyList<DeviceBooking> Bookings);
