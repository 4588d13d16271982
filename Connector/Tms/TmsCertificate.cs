using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Link;

namespace HybridCalendar.Connector.Tms;

/// <summary>Judges the certificate that TMS presents.</summary>
internal sealed class TmsCertificate(string host, SeenCertificates seen)
{
    private volatile string? _problem;

    /// <summary>What was wrong with the last certificate seen; null while none was seen or it was right.</summary>
    public string? Problem => _problem;

    /// <summary>Fits <see cref="SslClientAuthenticationOptions.RemoteCertificateValidationCallback"/>.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is X509Certificate2 leaf)
            seen.Saw(LinkCertificateUse.Tms, leaf, chain);
        _problem = Judge(certificate, chain, errors);
        return _problem is null;
    }

    private string? Judge(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf)
            return "TMS presents no certificate.";
        // Also when somebody put it among the trusted ones: there would be nobody who vouches for the name in it.
        if (leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData))
            return "TMS presents a self-signed certificate. A valid CA-signed server certificate must be installed on TMS; this integration does not support self-signed certificates.";
        if (errors == SslPolicyErrors.None)
            return null;
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"TMS's certificate is not for {host}: use the name in the certificate as Tms:Url, or install a certificate for this name.";
        var status = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return $"TMS's certificate, or one above it, is not valid today (it is valid from {leaf.NotBefore.ToUniversalTime():u} to {leaf.NotAfter.ToUniversalTime():u}).";
        if (status.HasFlag(X509ChainStatusFlags.UntrustedRoot) || status.HasFlag(X509ChainStatusFlags.PartialChain))
            return "TMS's certificate is signed by an authority that is not trusted here: trust its root on this machine, or name a file with it as Tms:TrustedAuthorities.";
        return $"TMS's certificate is not acceptable ({status}).";
    }
}
