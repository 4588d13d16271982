using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Clients.Office365.Notifications;

/// <summary>
/// Checks the tokens that come with rich notifications: signature, life, audience (our application), issuer (our tenant) and
/// the sender, Graph's change tracking application. The last is what the SDK's helper leaves out, and without it anybody who
/// can get a token for our application could post notifications. Signing keys are fetched once and kept.
/// </summary>
public sealed class ValidationTokenValidator
{
    /// <summary>Microsoft Graph Change Tracking, the same in every tenant.</summary>
    private const string GraphChangeTracking = "0bf30f3b-4a52-48df-9a82-234910c4a086";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly Office365Options _options;
    private readonly TimeProvider _time;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _keys;

    internal ValidationTokenValidator(Office365Options options, HttpClient http, TimeProvider time)
    {
        _options = options;
        _time = time;
        var metadata = new Uri(options.AuthorityHost, "common/.well-known/openid-configuration").AbsoluteUri;
        var retriever = new HttpDocumentRetriever(http) { RequireHttps = options.AuthorityHost.Scheme == "https" };
        _keys = new ConfigurationManager<OpenIdConnectConfiguration>(metadata, new OpenIdConnectConfigurationRetriever(), retriever);
    }

    /// <summary>Checks the tokens of one batch. A batch with rich content and without any token is not valid.</summary>
    /// <returns>Null when all are valid, else what is wrong with the first that is not, without the token.</returns>
    /// <exception cref="GraphException">The signing keys cannot be fetched now: nothing is known about the tokens.</exception>
    public async Task<string?> FindProblemAsync(IReadOnlyList<string> tokens, CancellationToken cancel = default)
    {
        if (tokens.Count == 0)
            return "no validation token";
        foreach (var token in tokens)
        {
            if (await CheckAsync(token, cancel) is { } problem)
                return problem;
        }
        return null;
    }

    private async Task<string?> CheckAsync(string token, CancellationToken cancel)
    {
        var result = await ValidateAsync(token, cancel);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // Keys rotate. The manager limits how often a refresh goes out, so forged key ids cannot make us hammer the authority.
            _keys.RequestRefresh();
            result = await ValidateAsync(token, cancel);
        }
        if (!result.IsValid)
            return result.Exception?.GetType().Name ?? "invalid token";
        var sender = Claim(result, "appid") ?? Claim(result, "azp");
        return sender is GraphChangeTracking ? null : "sent by another application than Microsoft Graph";
    }

    private static string? Claim(TokenValidationResult result, string name) =>
        result.Claims.TryGetValue(name, out var value) ? value as string : null;

    private async Task<OpenIdConnectConfiguration> GetKeysAsync(CancellationToken cancel)
    {
        try
        {
            return await _keys.GetConfigurationAsync(cancel);
        }
        catch (InvalidOperationException e)
        {
            throw new GraphException(GraphError.Transient, "The authority's signing keys cannot be fetched.", e);
        }
    }

    private async Task<TokenValidationResult> ValidateAsync(string token, CancellationToken cancel)
    {
        var configuration = await GetKeysAsync(cancel);
        var authority = _options.AuthorityHost.GetLeftPart(UriPartial.Authority);
        return await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAudience = _options.ClientId,
            ValidIssuers = [$"https://sts.windows.net/{_options.TenantId}/", $"{authority}/{_options.TenantId}/v2.0"],
            IssuerSigningKeys = configuration.SigningKeys,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            RequireExpirationTime = true,
            LifetimeValidator = IsAlive,
        });
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return (notBefore is null || notBefore <= now + ClockSkew) && expires is { } end && now - ClockSkew < end;
    }
}
