using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Sandbox.Graph.Tokens;

/// <summary>Checks the bearer token of every call. A token is verified once and then remembered until it expires.</summary>
internal sealed class BearerTokens(TokenIssuer issuer, TimeProvider time, IOptions<GraphSandboxOptions> options)
{
    private const int Remembered = 1_000;
    private readonly ConcurrentDictionary<string, AppIdentity> _known = new(StringComparer.Ordinal);
    private readonly JsonWebTokenHandler _handler = new();

    public async ValueTask<AppIdentity> ReadAsync(string? authorization)
    {
        if (string.IsNullOrWhiteSpace(authorization) || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            throw Refused("Access token is empty.");
        var token = authorization["Bearer ".Length..].Trim();
        if (!_known.TryGetValue(token, out var identity))
        {
            identity = await VerifyAsync(token);
            if (_known.Count >= Remembered)
                _known.Clear();
            _known[token] = identity;
        }
        return identity.Expires > time.GetUtcNow() ? identity : throw Refused("Lifetime validation failed, the token is expired.");
    }

    private async Task<AppIdentity> VerifyAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = issuer.Key,
            ValidAudiences = [TokenIssuer.GraphAudience, "00000003-0000-0000-c000-000000000000"],
            ValidIssuers = options.Value.KnownTenants.Select(TokenIssuer.IssuerV1),
            // The lifetime is checked against the server's own clock, which a test may have moved.
            ValidateLifetime = false,
        });
        if (!result.IsValid)
        {
            throw Refused(result.Exception is SecurityTokenInvalidAudienceException
                ? "Access token validation failure. Invalid audience." : "CompactToken parsing failed with error code: 80049217");
        }
        var jwt = (JsonWebToken)result.SecurityToken;
        var roles = jwt.Claims.Where(c => c.Type == "roles").Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        return new(jwt.GetClaim("appid").Value, jwt.GetClaim("tid").Value, roles, new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero));
    }

    private static GraphException Refused(string message) => new(401, "InvalidAuthenticationToken", message);
}
