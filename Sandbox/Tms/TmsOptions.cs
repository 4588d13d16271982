namespace HybridCalendar.Sandbox.Tms;

/// <summary>How TMS is set up. All of it can be changed while it runs; Cisco publishes neither the booking window's default nor TMS's number of ports.</summary>
public sealed class TmsOptions
{
    /// <summary>Where it listens, <c>https</c>; port 0 picks a free one.</summary>
    public Uri Url { get; set; } = new("https://localhost:0");

    /// <summary>The API version it speaks: 22 is TMS 15.11, 9 is TMS 13.2. Operations and fields that are younger are unknown to it.</summary>
    public int ApiVersion { get; set; } = 22;

    /// <summary>Tells its API version with the default conference.</summary>
    public bool TellsVersion { get; set; } = true;

    /// <summary>Offers NTLM, as a fresh installation does.</summary>
    public bool Ntlm { get; set; } = true;

    /// <summary>Offers Basic, which an administrator switches on in IIS.</summary>
    public bool Basic { get; set; } = true;

    /// <summary>What a certificate it shows looks like.</summary>
    public TmsCertificateKind Certificate { get; set; } = TmsCertificateKind.CaSigned;

    /// <summary>The option key Application Integration Package is there: systems need no licence each.</summary>
    public bool IntegrationPackage { get; set; } = true;

    /// <summary>Systems that the option keys by 25 endpoints allow for; without these and the package nothing can be booked.</summary>
    public int SystemLicences { get; set; }

    /// <summary>Client sessions that may live at once.</summary>
    public int Sessions { get; set; } = 25;

    /// <summary>How far ahead an occurrence may start, in days.</summary>
    public int BookingWindowDays { get; set; } = 365;

    /// <summary>Ports of the bridge.</summary>
    public int BridgePorts { get; set; } = 1000;

    /// <summary>The bridge's domain, in addresses.</summary>
    public string BridgeDomain { get; set; } = "meet.contoso.example";

    /// <summary>IANA id of the server's own time zone: its rules count when a conference brings none.</summary>
    public string TimeZone { get; set; } = "Europe/Sofia";

    /// <summary>"Default Scheduled Call Duration".</summary>
    public int DefaultDurationMinutes { get; set; } = 60;

    /// <summary>Whether an owner that it does not know becomes a user when somebody books on behalf.</summary>
    public bool CreatesOwners { get; set; } = true;

    /// <summary>Whether a participant with nothing but an address is taken for the system with that address.</summary>
    public bool ResolvesAddresses { get; set; }

    /// <summary>Transactions in one answer; more are told by ListIncomplete.</summary>
    public int TransactionsInAnswer { get; set; } = 100;

    /// <summary>Pause between two passes that tell devices their bookings, in seconds.</summary>
    public double PushPauseSeconds { get; set; } = 60;

    /// <summary>Starts of <c>ExternalSourceId</c> that mark the calendar connector's conferences.</summary>
    public IList<string> ConnectorSources { get; set; } = ["EX:TMSCC", "CC:"];
}
