using System.Text.Json.Serialization;

namespace HybridCalendar.Clients.Connectors;

/// <summary>A certificate as a connector sees it.</summary>
/// <param name="Use">What it is for.</param>
/// <param name="Subject">Whom it names.</param>
/// <param name="Issuer">Who signed it.</param>
/// <param name="NotBefore">From when it counts, UTC.</param>
/// <param name="NotAfter">Until when it counts, UTC.</param>
public sealed record LinkCertificate(LinkCertificateUse Use, string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter);

/// <summary>What a certificate is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LinkCertificateUse>))]
public enum LinkCertificateUse
{
    /// <summary>TMS shows it.</summary>
    Tms,

    /// <summary>An authority that vouches for TMS.</summary>
    TmsAuthority,

    /// <summary>The gateway shows it.</summary>
    Gateway,

    /// <summary>An authority that vouches for the gateway.</summary>
    GatewayAuthority,
}
