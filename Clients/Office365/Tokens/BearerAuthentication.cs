using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace HybridCalendar.Clients.Office365.Tokens;

/// <summary>
/// Puts the token on every request to Graph and refuses every other host. The SDK's own provider stays silent and sends no
/// token when it does not know a host, which shows as an unexplained 401.
/// </summary>
internal sealed class BearerAuthentication(ITokenSource tokens, Uri baseUrl) : IAuthenticationProvider
{
    /// <summary>Key of a <see cref="TokenRenewal"/> in the additional context.</summary>
    public const string Renewal = "renewal";

    private const string Header = "Authorization";

    public async Task AuthenticateRequestAsync(
        RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
    {
        if (request.Headers.ContainsKey(Header))
            return;
        if (Uri.Compare(request.URI, baseUrl, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) != 0)
            throw new GraphException(GraphError.Invalid, "A request to another host than the configured Graph was refused.");
        var renewal = additionalAuthenticationContext?.GetValueOrDefault(Renewal) as TokenRenewal;
        request.Headers.Add(Header, $"Bearer {await tokens.GetAsync(renewal, cancellationToken)}");
    }
}
