using Azure.Core;
using Azure.Identity;
using Microsoft.Identity.Client;

namespace HybridCalendar.Clients.Office365.Tokens;

/// <summary>Tokens through Azure.Identity, which keeps and renews them; it talks to https authorities only.</summary>
internal sealed class AzureTokenSource(TokenCredential credential, string scope) : ITokenSource
{
    public async ValueTask<string> GetAsync(TokenRenewal? renewal, CancellationToken cancel)
    {
        try
        {
            var context = new TokenRequestContext([scope], claims: renewal?.Claims, isCaeEnabled: true);
            return (await credential.GetTokenAsync(context, cancel)).Token;
        }
        catch (AuthenticationFailedException e)
        {
            // Entra's message names tenant, application and a trace id, which is what an administrator needs, and no person.
            var error = IsPassing(e) ? GraphError.Transient : GraphError.Unauthorized;
            throw new GraphException(error, $"No access token for Microsoft Graph: {e.Message}", e);
        }
    }

    private static bool IsPassing(Exception failure)
    {
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            if (e is MsalException { IsRetryable: true } or HttpRequestException or TimeoutException or TaskCanceledException)
                return true;
        }
        return false;
    }
}
