namespace HybridCalendar.Clients.Connectors;

/// <summary>How a connector reaches TMS, as it is set there. The password never leaves the connector.</summary>
/// <param name="Address">TMS's address.</param>
/// <param name="Account">The account that books.</param>
/// <param name="SignIn">How it signs in: <c>Ntlm</c> or <c>Basic</c>.</param>
/// <param name="TrustedAuthorities">The file of authorities that may vouch for TMS; null when those of the machine may.</param>
/// <param name="SourceId">Under what name TMS keeps our conferences.</param>
/// <param name="BookingWindowDays">How many days ahead TMS takes bookings.</param>
/// <param name="TelephoneNumbers">How many telephone numbers of the bridge invitations have.</param>
public sealed record LinkTms(string Address, string Account, string SignIn, string? TrustedAuthorities, string SourceId, int BookingWindowDays, int TelephoneNumbers);
