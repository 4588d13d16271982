namespace HybridCalendar.Grains.Connectors;

/// <summary>A certificate as a connector sees it.</summary>
/// <param name="Use">What it is for.</param>
/// <param name="Subject">Whom it names.</param>
/// <param name="Issuer">Who signed it.</param>
/// <param name="NotBefore">From when it counts, UTC.</param>
/// <param name="NotAfter">Until when it counts, UTC.</param>
[GenerateSerializer, Immutable]
[Alias("hc.connector-certificate")]
public sealed record ConnectorCertificate(
    [property: Id(0)] CertificateUse Use,
    [property: Id(1)] string Subject,
    [property: Id(2)] string Issuer,
    [property: Id(3)] DateTimeOffset NotBefore,
    [property: Id(4)] DateTimeOffset NotAfter)
{
    /// <summary>How long before its end it is warned of.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(30);
}

/// <summary>What a certificate is for. Stored: values are explicit and never change.</summary>
[GenerateSerializer]
[Alias("hc.certificate-use")]
public enum CertificateUse
{
    /// <summary>TMS shows it.</summary>
    Tms = 0,

    /// <summary>An authority that vouches for TMS.</summary>
    TmsAuthority = 1,

    /// <summary>The gateway shows it.</summary>
    Gateway = 2,

    /// <summary>An authority that vouches for the gateway.</summary>
    GatewayAuthority = 3,
}
