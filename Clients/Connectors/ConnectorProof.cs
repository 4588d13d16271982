using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Clients.Connectors;

/// <summary>
/// How a connector proves that it has its private key: a JWT (PS256) over something that the gateway chose, with the connector's time. It
/// is good for one connection or registration, within <see cref="Tolerance"/> of the gateway's clock.
/// </summary>
public static class ConnectorProof
{
    /// <summary>How far the two clocks may be apart.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const int SmallestKey = 2048;
    private const string NonceClaim = "nonce";
    private static readonly JsonWebTokenHandler s_handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };

    /// <param name="key">The connector's private key.</param>
    /// <param name="connectorId">Who it says it is.</param>
    /// <param name="nonce">What the gateway chose.</param>
    /// <param name="now">By the connector's clock.</param>
    public static string Create(RSA key, string connectorId, string nonce, DateTimeOffset now) => s_handler.CreateToken(new SecurityTokenDescriptor
    {
        IssuedAt = now.UtcDateTime,
        Claims = new Dictionary<string, object>(StringComparer.Ordinal) { [JwtRegisteredClaimNames.Sub] = connectorId, [NonceClaim] = nonce },
        SigningCredentials = new SigningCredentials(ToSecurityKey(key), SecurityAlgorithms.RsaSsaPssSha256),
    });

    /// <summary>Checks a proof.</summary>
    /// <param name="publicKey">DER of SubjectPublicKeyInfo, base64.</param>
    /// <param name="proof">What <see cref="Create"/> gave.</param>
    /// <param name="connectorId">Who it must be.</param>
    /// <param name="nonce">What it must be made for.</param>
    /// <param name="now">By the gateway's clock.</param>
    public static async Task<ProofResult> CheckAsync(string publicKey, string proof, string connectorId, string nonce, DateTimeOffset now)
    {
        using var key = ReadPublicKey(publicKey);
        if (key is null)
            return new ProofResult(ProofProblem.PublicKey);
        var result = await s_handler.ValidateTokenAsync(proof, new TokenValidationParameters
        {
            IssuerSigningKey = ToSecurityKey(key),
            ValidAlgorithms = [SecurityAlgorithms.RsaSsaPssSha256],
            ValidateAudience = false,
            ValidateIssuer = false,
            // The times are looked at below, where the difference can be told.
            ValidateLifetime = false,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token || token.Subject != connectorId
            || !token.TryGetPayloadValue<string>(NonceClaim, out var signed) || signed != nonce)
            return new ProofResult(ProofProblem.Proof);
        var ahead = new DateTimeOffset(token.IssuedAt, TimeSpan.Zero) - now;
        return new ProofResult(ahead.Duration() > Tolerance ? ProofProblem.Clock : ProofProblem.None, ahead);
    }

    /// <summary>A public key that proofs can be checked with; null when it is none, or too short.</summary>
    public static RSA? ReadPublicKey(string publicKey)
    {
        var key = RSA.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            if (key.KeySize >= SmallestKey)
                return key;
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            // It is told by the answer.
        }
        key.Dispose();
        return null;
    }

    private static RsaSecurityKey ToSecurityKey(RSA key) => new(key)
    {
        // The library would keep a provider that uses the key after it was disposed of.
        CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
    };
}
