namespace HybridCalendar.Sandbox.Tms.Systems;

/// <summary>An endpoint or room that TMS manages.</summary>
/// <param name="Id">TMS's system id.</param>
/// <param name="Name">Display name.</param>
/// <param name="Email">"Email Address" of its settings; not in the API.</param>
/// <param name="SipUri">What it is dialled by.</param>
/// <param name="Device">Base address of the device that bookings are sent to; null when it takes none.</param>
public sealed record TmsSystem(int Id, string Name, string Email, string SipUri, Uri? Device = null)
{
    /// <summary>"Allow Bookings".</summary>
    public bool AllowBookings { get; init; } = true;

    /// <summary>"Allow Remote Bookings": set by the first booking over the API that finds a licence.</summary>
    public bool AllowRemoteBookings { get; init; }
}
