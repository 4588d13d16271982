namespace HybridCalendar.Connector.Tms;

/// <summary>A room or device that TMS manages.</summary>
/// <param name="Id">TMS's id, by which it is booked.</param>
/// <param name="Name">Its name in TMS.</param>
/// <param name="Category">Such as <c>Endpoint</c> or <c>Room</c>.</param>
public sealed record TmsSystem(long Id, string Name, string Category);
