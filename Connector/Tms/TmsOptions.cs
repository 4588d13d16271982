using HybridCalendar.Domain.Invitations;

namespace HybridCalendar.Connector.Tms;

/// <summary>How Cisco TMS is reached.</summary>
public sealed class TmsOptions
{
    /// <summary>The lowest number of the Booking API that TMS 15.9 is taken to report; TMS 15.11 reports 22.</summary>
    public const int ApiVersionOfTms159 = 20;

    /// <summary>TMS's address, such as <c>https://tms.example.com</c>; always https.</summary>
    public Uri? Url { get; set; }

    /// <summary>The domain account that books on behalf of the organizers, as <c>DOMAIN\user</c> or <c>user@domain</c>.</summary>
    public string UserName { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>How the account signs in; default NTLM, as TMS is installed.</summary>
    public TmsAuthentication Authentication { get; set; } = TmsAuthentication.Ntlm;

    /// <summary>
    /// A PEM file with the certificates of the authorities that may have signed TMS's certificate; without it the machine's are taken.
    /// </summary>
    public string? TrustedAuthorities { get; set; }

    /// <summary>
    /// The name under which TMS keeps our bookings apart from others'. TMS shows <c>Calendar Connector</c> for names that begin so.
    /// Never change it while meetings are booked: they would be booked again.
    /// </summary>
    public string SourceId { get; set; } = "EX:TMSCC-HybridCalendar";

    /// <summary>An older Booking API is refused; default <see cref="ApiVersionOfTms159"/>. Cisco does not publish which number TMS 15.9 has.</summary>
    public int LowestApiVersion { get; set; } = ApiVersionOfTms159;

    /// <summary>The version of TMS's Booking API, for a TMS that does not tell it; 22 is TMS 15.11's. Where TMS tells its version that one counts.</summary>
    public int? ApiVersion { get; set; }

    /// <summary>TMS's booking window: days ahead that may be booked, 1 to 3650; default 180. Longer is tried in shorter stretches.</summary>
    public int BookingWindowDays { get; set; } = 180;

    /// <summary>Calls at a time, 1 to 16; default 4.</summary>
    public int ParallelCalls { get; set; } = 4;

    /// <summary>The longest one call may take that reads, 1 s to 15 min; default 2 min, as TMS is slow. One that changes something may take five times that.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The most places that are kept free on the bridge for people who dial in, 2 to 100; default 10.</summary>
    public int MostDialInPlaces { get; set; } = 10;

    /// <summary>The bridge's telephone numbers for the invitation, in the order to show them.</summary>
    public IList<TelephoneNumber> Telephony { get; } = [];

    /// <summary>A telephone number as it is configured.</summary>
    public sealed class TelephoneNumber
    {
        /// <summary>As it is to be shown.</summary>
        public string Number { get; set; } = "";

        /// <summary>Where or how it is charged; may be empty.</summary>
        public string Label { get; set; } = "";

        internal PhoneNumber ToPhoneNumber() => new(Number, Label);
    }
}
