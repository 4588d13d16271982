namespace HybridCalendar.Sandbox.Graph.Rooms;

/// <summary>What makes a mailbox a room.</summary>
public sealed record RoomSettings
{
    /// <summary>How it answers invitations.</summary>
    public RoomPolicy Policy { get; init; } = new();
    /// <summary>People it holds.</summary>
    public int Capacity { get; init; } = 8;
    /// <summary>Building; rooms of one building form one room list.</summary>
    public string Building { get; init; } = "Main";
    /// <summary>Floor.</summary>
    public int FloorNumber { get; init; } = 1;
}
