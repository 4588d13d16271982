using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HybridCalendar.Sandbox.Tms;

/// <summary>The Sandbox's certificate authority and the certificates that TMS can show.</summary>
internal sealed class TmsCertificates : IDisposable
{
    private readonly ConcurrentDictionary<TmsCertificateKind, X509Certificate2> _made = new();
    private readonly X509Certificate2 _authority;
    private readonly DateTimeOffset _now;

    /// <param name="time">Certificates are valid by this machine's clock, which is the one that clients check them by.</param>
    public TmsCertificates(TimeProvider time)
    {
        _now = time.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Sandbox Certificate Authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(_now.AddYears(-1), _now.AddYears(10));
    }

    /// <summary>What a client must trust.</summary>
    public string AuthorityPem => _authority.ExportCertificatePem();

    public X509Certificate2 Get(TmsCertificateKind kind) => _made.GetOrAdd(kind, Make);

    public void Dispose()
    {
        _authority.Dispose();
        foreach (var certificate in _made.Values)
            certificate.Dispose();
    }

    private X509Certificate2 Make(TmsCertificateKind kind)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var host = kind == TmsCertificateKind.WrongHost ? "other.contoso.example" : "localhost";
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (kind != TmsCertificateKind.WrongHost)
            names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var (from, until) = kind == TmsCertificateKind.Expired ? (_now.AddDays(-60), _now.AddDays(-1)) : (_now.AddDays(-1), _now.AddYears(1));
        if (kind == TmsCertificateKind.SelfSigned)
            return Usable(request.CreateSelfSigned(from, until));
        using var signed = request.Create(_authority, from, until, RandomNumberGenerator.GetBytes(16));
        return Usable(signed.CopyWithPrivateKey(key));
    }

    /// <summary>TLS on Windows cannot use a key that lives in memory only.</summary>
    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        using (certificate)
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
