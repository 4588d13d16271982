using Azure.Core;
using Azure.Identity;

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
            throw new GraphException(GraphError.Unauthorized, $"No access token for Microsoft Graph: {e.Message}", e);
        }
    }
}
