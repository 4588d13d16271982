using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Identity;

namespace HybridCalendar.Clients.Office365.Tokens;

/// <summary>Picks the token source that the options ask for.</summary>
internal static class TokenSources
{
    private static readonly string[] s_microsoftAuthorities =
        ["login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn", "login.chinacloudapi.cn"];

    public static ITokenSource Create(Office365Options options, HttpClient http, TimeProvider time)
    {
        var certificate = CertificateLoader.Load(options);
        return options.AuthorityHost.Scheme == "http"
            ? new ClientCredentialsTokenSource(options, certificate, http, time)
            : new AzureTokenSource(CreateCredential(options, certificate), options.EffectiveScope);
    }

    private static TokenCredential CreateCredential(Office365Options options, X509Certificate2? certificate)
    {
        // Instance discovery asks Microsoft's public cloud whether an authority is known to it, which a private one never is.
        var isPrivate = !s_microsoftAuthorities.Contains(options.AuthorityHost.Host, StringComparer.OrdinalIgnoreCase);
        if (options.UseManagedIdentity)
        {
            return new ManagedIdentityCredential(options.ManagedIdentityClientId is { Length: > 0 } id
                ? ManagedIdentityId.FromUserAssignedClientId(id)
                : ManagedIdentityId.SystemAssigned);
        }
        return certificate is not null
            ? new ClientCertificateCredential(options.TenantId, options.ClientId, certificate,
                new ClientCertificateCredentialOptions { AuthorityHost = options.AuthorityHost, DisableInstanceDiscovery = isPrivate })
            : new ClientSecretCredential(options.TenantId, options.ClientId, options.ClientSecret,
                new ClientSecretCredentialOptions { AuthorityHost = options.AuthorityHost, DisableInstanceDiscovery = isPrivate });
    }
}
