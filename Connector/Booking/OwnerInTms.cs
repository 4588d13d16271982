namespace HybridCalendar.Connector.Booking;

/// <summary>The organizer as TMS is to know them.</summary>
/// <param name="UserName">The user's name in TMS; empty for TMS to find or make the user by the address.</param>
/// <param name="Address">The mail address.</param>
/// <param name="FirstName">May be empty.</param>
/// <param name="LastName">May be empty.</param>
internal sealed record OwnerInTms(string UserName, string Address, string FirstName, string LastName);
