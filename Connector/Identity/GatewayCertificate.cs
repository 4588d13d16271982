using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Link;

namespace HybridCalendar.Connector.Identity;

/// <summary>Judges the certificate that the gateway presents, and keeps what is wrong with it: TLS's own words help nobody.</summary>
/// <param name="trustList">The file of roots that the administrator gave; null when those of the operating system count.</param>
/// <param name="seen">Notes what was presented; null when nobody asks for it.</param>
internal sealed class GatewayCertificate(string? trustList, SeenCertificates? seen = null)
{
    private volatile string? _problem;

    /// <summary>Fits <see cref="SslClientAuthenticationOptions.RemoteCertificateValidationCallback"/>.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is X509Certificate2 leaf)
            seen?.Saw(LinkCertificateUse.Gateway, leaf, chain);
        _problem = errors == SslPolicyErrors.None ? null : Describe((sender as SslStream)?.TargetHostName, certificate as X509Certificate2, chain, errors);
        return _problem is null;
    }

    /// <summary>Why the gateway could not be reached, in words that help.</summary>
    public string ReasonOf(Exception failure) => _problem ?? failure.InnerException?.Message ?? failure.Message;

    private string Describe(string? host, X509Certificate2? leaf, X509Chain? chain, SslPolicyErrors errors)
    {
        if (leaf is null)
            return "it presents no certificate.";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"its certificate is not for {host}. Register with the name that is in the certificate, or have one installed for this name.";
        var status = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return $"its certificate, or one above it, is not valid today (it is valid from {leaf.NotBefore.ToUniversalTime():u} to {leaf.NotAfter.ToUniversalTime():u}).";
        if (leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData))
            return $"its certificate is self-signed. Have one installed that an authority signed, or append this very one to {TrustList}.";
        if (status.HasFlag(X509ChainStatusFlags.UntrustedRoot) || status.HasFlag(X509ChainStatusFlags.PartialChain))
            return $"the trust list does not have the authority that signed its certificate. Append the authority's root certificate to {TrustList}.";
        return $"its certificate is not trusted ({status}).";
    }

    private string TrustList => trustList is null
        ? "the trusted ones of this machine, or name a file with it as Connector:TrustedRootsFile"
        : $"{trustList} (Connector:TrustedRootsFile)";
}
