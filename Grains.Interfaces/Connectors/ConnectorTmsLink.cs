namespace HybridCalendar.Grains.Connectors;

/// <summary>How a connector reaches TMS, as it is set on its machine. The password never leaves that.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.connector-tms-link")]
public sealed record ConnectorTmsLink
{
    [Id(0)] public string Address { get; init; } = "";

    /// <summary>The account that books.</summary>
    [Id(1)] public string Account { get; init; } = "";

    /// <summary>How it signs in: <c>Ntlm</c> or <c>Basic</c>.</summary>
    [Id(2)] public string SignIn { get; init; } = "";

    /// <summary>The file of authorities that may vouch for TMS; null when those of the machine may.</summary>
    [Id(3)] public string? TrustedAuthorities { get; init; }

    /// <summary>Under what name TMS keeps our conferences.</summary>
    [Id(4)] public string SourceId { get; init; } = "";

    /// <summary>How many days ahead TMS takes bookings.</summary>
    [Id(5)] public int BookingWindowDays { get; init; }

    /// <summary>How many telephone numbers of the bridge invitations have.</summary>
    [Id(6)] public int TelephoneNumbers { get; init; }

    /// <summary>Whether both find the same conferences as theirs.</summary>
    public bool LeadsToSame(ConnectorTmsLink other) => Address.Equals(other.Address, StringComparison.OrdinalIgnoreCase) && SourceId == other.SourceId;
}
