using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
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
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? _documents;
    private readonly TimeProvider _time;

    public TokenIssuer(IOptions<AdminOptions> options, TimeProvider time, IHttpClientFactory http)
    {
        _time = time;
        if (options.Value.Authority is { } authority)
        {
            _documents = new ConfigurationManager<OpenIdConnectConfiguration>(
                authority.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever(http.CreateClient(HttpClientName)) { RequireHttps = !authority.IsLoopback });
        }
    }

    public bool IsSet => _documents is not null;

    /// <exception cref="IssuerUnreachableException">It does not answer, and never did since the start.</exception>
    public async Task<OpenIdConnectConfiguration> DescribeAsync(CancellationToken cancel)
    {
        try
        {
            return await _documents!.GetConfigurationAsync(cancel);
        }
        catch (InvalidOperationException unreachable)
        {
            throw new IssuerUnreachableException(unreachable);
        }
    }

    /// <summary>The claims of a token that the issuer signed for an audience and that is valid now; null when it is not.</summary>
    public async Task<ClaimsIdentity?> ReadAsync(string token, string audience, CancellationToken cancel)
    {
        if (token.Length > LongestToken)
            return null;
        var result = await ValidateAsync(token, audience, cancel);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            _documents!.RequestRefresh();
            result = await ValidateAsync(token, audience, cancel);
        }
        return result.IsValid ? result.ClaimsIdentity : null;
    }

    private async Task<TokenValidationResult> ValidateAsync(string token, string audience, CancellationToken cancel)
    {
        var configuration = await DescribeAsync(cancel);
        return await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = configuration.Issuer,
            ValidAudience = audience,
            IssuerSigningKeys = configuration.SigningKeys,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, parameters) => IsAlive(notBefore, expires, parameters.ClockSkew),
        });
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires, TimeSpan skew)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return (notBefore is null || notBefore <= now + skew) && expires is { } end && now < end + skew;
    }
}
