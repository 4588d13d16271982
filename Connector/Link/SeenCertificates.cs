using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using HybridCalendar.Clients.Connectors;

namespace HybridCalendar.Connector.Link;

/// <summary>The certificates that the other ends showed last, and those of the authorities that vouch for them.</summary>
internal sealed class SeenCertificates
{
    /// <summary>A machine trusts more than a hundred authorities; of these only the one that vouches counts.</summary>
    private const int MostAuthorities = 10;
    private readonly ConcurrentDictionary<LinkCertificateUse, IReadOnlyList<LinkCertificate>> _byUse = new();

    /// <summary>TMS's before the gateway's, each before its authorities.</summary>
    public IReadOnlyList<LinkCertificate> All => [.. _byUse.OrderBy(seen => seen.Key).SelectMany(seen => seen.Value)];

    /// <param name="whose">Whether <see cref="LinkCertificateUse.Tms"/> or <see cref="LinkCertificateUse.Gateway"/> showed it.</param>
    /// <param name="leaf">What was shown.</param>
    /// <param name="chain">What was made of it.</param>
    public void Saw(LinkCertificateUse whose, X509Certificate2 leaf, X509Chain? chain)
    {
        var authority = whose == LinkCertificateUse.Tms ? LinkCertificateUse.TmsAuthority : LinkCertificateUse.GatewayAuthority;
        _byUse[whose] = [Of(whose, leaf)];
        _byUse[authority] =
        [
            .. (chain?.ChainElements.Skip(1).Select(element => element.Certificate) ?? []).Concat(chain?.ChainPolicy.CustomTrustStore ?? [])
                .DistinctBy(certificate => certificate.Thumbprint).Take(MostAuthorities).Select(certificate => Of(authority, certificate)),
        ];
    }

    private static LinkCertificate Of(LinkCertificateUse use, X509Certificate2 certificate) => new(
        use, certificate.Subject, certificate.Issuer, new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
}
