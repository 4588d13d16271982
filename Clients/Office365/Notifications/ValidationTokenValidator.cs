using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
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

    private static readonly TimeSpan s_clockSkew = TimeSpan.FromMinutes(5);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly Office365Options _options;
    private readonly TimeProvider _time;
    private readonly SigningKeys _keys;

    internal ValidationTokenValidator(Office365Options options, HttpClient http, CallMeter meter, TimeProvider time, ILogger<SigningKeys> log)
    {
        _options = options;
        _time = time;
        _keys = new SigningKeys(new Uri(options.AuthorityHost, "common/.well-known/openid-configuration"), http, meter, "graph", time, log);
    }

    /// <summary>Checks the tokens of one batch. A batch with rich content and without any token is not valid.</summary>
    /// <returns>Null when all are valid, else what is wrong with the first that is not, without the token.</returns>
    /// <exception cref="GraphException">
    /// The signing keys cannot be fetched now, or a token names a key that they do not hold and they were fetched within a minute before:
    /// nothing is known about the tokens.
    /// </exception>
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
        var began = _time.GetUtcNow();
        var keys = await _keys.GetAsync(cancel);
        var result = await ValidateAsync(token, keys);
        // Keys rotate: only keys that were fetched after the token came tell that its key is made up.
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException && keys.AskedAt < began)
        {
            var newer = await _keys.FindNewerAsync(keys, cancel)
                ?? throw new GraphException(GraphError.Transient, "The authority's signing keys were asked for a moment ago.") { RetryAfter = SigningKeys.Pause };
            result = await ValidateAsync(token, newer);
        }
        if (!result.IsValid)
            return result.Exception?.GetType().Name ?? "invalid token";
        var sender = Claim(result, "appid") ?? Claim(result, "azp");
        return sender is GraphChangeTracking ? null : "sent by another application than Microsoft Graph";
    }

    private static string? Claim(TokenValidationResult result, string name) =>
        result.Claims.TryGetValue(name, out var value) ? value as string : null;

    private async Task<TokenValidationResult> ValidateAsync(string token, SigningKeys.Fetched keys)
    {
        var authority = _options.AuthorityHost.GetLeftPart(UriPartial.Authority);
        return await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAudience = _options.ClientId,
            ValidIssuers = [$"https://sts.windows.net/{_options.TenantId}/", $"{authority}/{_options.TenantId}/v2.0"],
            IssuerSigningKeys = keys.Configuration.SigningKeys,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            RequireExpirationTime = true,
            LifetimeValidator = IsAlive,
        });
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return (notBefore is null || notBefore <= now + s_clockSkew) && expires is { } end && now - s_clockSkew < end;
    }
}
