using System.Security.Claims;
using HybridCalendar.Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Security;

/// <summary>Says whether a bearer token is an administrator's.</summary>
internal sealed class AdminTokens(IOptions<AdminOptions> options, IOptions<GatewayOptions> gateway, TokenIssuer issuer)
{
    private readonly Lazy<byte[]> _localKey = new(() => AdminKey.ReadHash(gateway.Value.DataDirectory));

    /// <returns>The administrator with name and role, and how long the token lives, or null when the token is not accepted.</returns>
    public async Task<ClaimsIdentity?> AuthenticateAsync(string token, CancellationToken cancel)
    {
        if (token.Length is 0 or > TokenIssuer.LongestToken)
            return null;
        if (!issuer.IsSet)
            return AdminKey.Matches(token, _localKey.Value) ? AdminIdentity.OfLocalKey() : null;
        if (await issuer.ReadAsync(token, options.Value.Audience, cancel) is not { } claims || AdminIdentity.OfToken(claims, options.Value) is not { } administrator)
            return null;
        administrator.AddClaims(claims.FindAll("exp").Take(1));
        return administrator;
    }
}
