using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HybridCalendar.Clients.Http;

namespace HybridCalendar.Connector.Tms;

/// <summary>The connections to TMS.</summary>
internal static class TmsHttp
{
    public static HttpClient Create(TmsOptions options, TmsCertificate certificate)
    {
        var handler = new SocketsHttpHandler();
        Sockets.Configure(handler);
        handler.ConnectTimeout = TimeSpan.FromSeconds(15);
        // TMS stands in the connector's own network; the proxy leads out of it.
        handler.UseProxy = false;
        handler.MaxConnectionsPerServer = options.ParallelCalls;
        handler.SslOptions.RemoteCertificateValidationCallback = certificate.Accept;
        if (options.TrustedAuthorities is { } file)
            handler.SslOptions.CertificateChainPolicy = Trusting(file);
        var http = new HttpClient(handler)
        {
            BaseAddress = new Uri(options.Url!.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = TmsSoap.LongestAnswer,
        };
        SignIn(options, handler, http);
        return http;
    }

    private static void SignIn(TmsOptions options, SocketsHttpHandler handler, HttpClient http)
    {
        if (options.Authentication == TmsAuthentication.Basic)
        {
            var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.UserName}:{options.Password}"));
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", pair);
            return;
        }
        var slash = options.UserName.IndexOf('\\', StringComparison.Ordinal);
        var account = slash < 0
            ? new NetworkCredential(options.UserName, options.Password)
            : new NetworkCredential(options.UserName[(slash + 1)..], options.Password, options.UserName[..slash]);
        // Only this scheme: a server that asks for Basic must not get the password.
        handler.Credentials = new CredentialCache { { new Uri(options.Url!.GetLeftPart(UriPartial.Authority)), "NTLM", account } };
    }

    private static X509ChainPolicy Trusting(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }
}
