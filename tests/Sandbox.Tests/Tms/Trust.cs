using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using HybridCalendar.Sandbox.Tms;

namespace HybridCalendar.Sandbox.Tests.Tms;

internal static class Trust
{
    /// <summary>Makes a handler trust the Sandbox's authority alone.</summary>
    public static SocketsHttpHandler In(TmsWorld world, SocketsHttpHandler? handler = null)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(X509Certificate2.CreateFromPem(world.AuthorityPem));
        handler ??= new SocketsHttpHandler();
        handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust };
        return handler;
    }
}
