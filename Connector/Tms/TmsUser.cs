namespace HybridCalendar.Connector.Tms;

/// <summary>A user of TMS.</summary>
/// <param name="UserName">The name to sign in with.</param>
/// <param name="Address">The mail address; may be empty.</param>
/// <param name="Zone">The name of the user's time zone as TMS has it; may be empty.</param>
internal sealed record TmsUser(string UserName, string Address, string Zone);
