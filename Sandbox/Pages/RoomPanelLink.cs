namespace HybridCalendar.Sandbox.Pages;

/// <summary>A room panel of the product.</summary>
/// <param name="Name">What the link says.</param>
/// <param name="Url">Absolute address.</param>
public sealed record RoomPanelLink(string Name, Uri Url);
