using System.Security.Claims;
using HybridCalendar.Gateway.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Gateway.Security;

/// <summary>Says whether a bearer token is an administrator's.</summary>
internal sealed class AdminTokens
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly AdminOptions _options;
    private readonly TimeProvider _time;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? _issuer;
    private readonly Lazy<byte[]> _localKey;

    public AdminTokens(IOptions<AdminOptions> options, IOptions<GatewayOptions> gateway, TimeProvider time, IHttpClientFactory http)
    {
        (_options, _time) = (options.Value, time);
        _localKey = new Lazy<byte[]>(() => AdminKey.ReadHash(gateway.Value.DataDirectory));
        if (_options.Authority is { } authority)
        {
            _issuer = new ConfigurationManager<OpenIdConnectConfiguration>(
                authority.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever(http.CreateClient(nameof(AdminTokens))) { RequireHttps = !authority.IsLoopback });
        }
    }

    /// <returns>The administrator, or null when the token is not accepted.</returns>
    public async Task<ClaimsIdentity?> AuthenticateAsync(string token, CancellationToken cancel)
    {
        if (_issuer is null)
            return AdminKey.Matches(token, _localKey.Value) ? new ClaimsIdentity("local-key") : null;
        var result = await ValidateAsync(_issuer, token, cancel);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            _issuer.RequestRefresh();
            result = await ValidateAsync(_issuer, token, cancel);
        }
        return result.IsValid && result.ClaimsIdentity.HasClaim("roles", _options.Role) ? result.ClaimsIdentity : null;
    }

    private async Task<TokenValidationResult> ValidateAsync(
        ConfigurationManager<OpenIdConnectConfiguration> issuer, string token, CancellationToken cancel)
    {
        var configuration = await issuer.GetConfigurationAsync(cancel);
        return await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = configuration.Issuer,
            ValidAudience = _options.Audience,
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
