using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HybridCalendar.Connector.Identity;

/// <summary>How the connector reaches the gateway: outwards only, through a proxy if there is one, believing the roots that it was told to.</summary>
internal static class OutboundHttp
{
    /// <param name="options">Where to go through, and whom to believe.</param>
    /// <param name="certificate">Judges what the gateway presents.</param>
    /// <exception cref="ConnectorException">The file of roots cannot be used.</exception>
    public static SocketsHttpHandler CreateHandler(ConnectorOptions options, GatewayCertificate certificate)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(20),
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = options.Proxy is not null,
            Proxy = options.Proxy is { } proxy ? new WebProxy(proxy) : null,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = certificate.Accept;
        if (options.TrustedRootsFile is { } file)
            handler.SslOptions.CertificateChainPolicy = Only(file);
        return handler;
    }

    /// <exception cref="ConnectorException">The address is not safe.</exception>
    public static void RequireSafe(Uri gateway)
    {
        if (!gateway.IsAbsoluteUri || (gateway.Scheme != Uri.UriSchemeHttps && !(gateway.Scheme == Uri.UriSchemeHttp && gateway.IsLoopback)))
            throw new ConnectorException("The gateway's address must begin with https://.");
    }

    private static X509ChainPolicy Only(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception wrong) when (wrong is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw new ConnectorException($"Connector:TrustedRootsFile cannot be used: {wrong.Message}", wrong);
        }
        return policy.CustomTrustStore.Count > 0 ? policy : throw new ConnectorException("Connector:TrustedRootsFile holds no certificate.");
    }
}
