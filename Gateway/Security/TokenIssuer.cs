using System.Security.Claims;
using HybridCalendar.Clients;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Office365.Notifications;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Gateway.Security;

/// <summary>The issuer of OpenID Connect: what it publishes about itself, and whether a token is its own.</summary>
internal sealed class TokenIssuer
{
    /// <summary>Name of the client that its documents and tokens are fetched with.</summary>
    public const string HttpClientName = nameof(TokenIssuer);

    /// <summary>Longer than any token that fits into a header.</summary>
    public const int LongestToken = 16 * 1024;

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly SigningKeys? _keys;
    private readonly TimeProvider _time;

    public TokenIssuer(IOptions<AdminOptions> options, IHttpClientFactory http, CallMeter meter, TimeProvider time, ILogger<SigningKeys> log)
    {
        _time = time;
        if (options.Value.Authority is { } authority)
        {
            var metadata = new Uri(authority.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration");
            _keys = new SigningKeys(metadata, http.CreateClient(HttpClientName), meter, "issuer", time, log);
        }
    }

    public bool IsSet => _keys is not null;

    /// <exception cref="IssuerUnreachableException">It does not answer, and what it said before is too old.</exception>
    public async Task<OpenIdConnectConfiguration> DescribeAsync(CancellationToken cancel) => (await AskAsync(_keys!.GetAsync(cancel))).Configuration;

    /// <summary>
    /// The claims of a token that the issuer signed for an audience and that is valid now; null when it is not, or when its key was published
    /// within the minute since the issuer was asked last.
    /// </summary>
    /// <exception cref="IssuerUnreachableException">It does not answer, and what it said before does not tell.</exception>
    public async Task<ClaimsIdentity?> ReadAsync(string token, string audience, CancellationToken cancel)
    {
        if (token.Length > LongestToken)
            return null;
        var keys = await AskAsync(_keys!.GetAsync(cancel));
        var result = await ValidateAsync(token, audience, keys.Configuration);
        // Keys rotate.
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException && await AskAsync(_keys.FindNewerAsync(keys, cancel)) is { } newer)
            result = await ValidateAsync(token, audience, newer.Configuration);
        return result.IsValid ? result.ClaimsIdentity : null;
    }

    private static async Task<T> AskAsync<T>(Task<T> asked)
    {
        try
        {
            return await asked;
        }
        catch (GraphException unreachable)
        {
            throw new IssuerUnreachableException(unreachable);
        }
    }

    private Task<TokenValidationResult> ValidateAsync(string token, string audience, OpenIdConnectConfiguration configuration) =>
        _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = configuration.Issuer,
            ValidAudience = audience,
            IssuerSigningKeys = configuration.SigningKeys,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, parameters) => IsAlive(notBefore, expires, parameters.ClockSkew),
        });

    private bool IsAlive(DateTime? notBefore, DateTime? expires, TimeSpan skew)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return (notBefore is null || notBefore <= now + skew) && expires is { } end && now < end + skew;
    }
}
