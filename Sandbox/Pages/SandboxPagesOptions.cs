namespace HybridCalendar.Sandbox.Pages;

/// <summary>What the pages link to outside the Sandbox.</summary>
public sealed class SandboxPagesOptions
{
    /// <summary>Room panels that the product serves; filled in by whoever starts both.</summary>
    public IList<RoomPanelLink> Panels { get; } = [];
}
