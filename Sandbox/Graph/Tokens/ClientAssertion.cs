using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Sandbox.Graph.Tokens;

/// <summary>Checks the signed statement by which an app proves that it holds the key of a registered certificate.</summary>
internal sealed class ClientAssertion(TimeProvider time)
{
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private readonly JsonWebTokenHandler _handler = new();

    /// <param name="app">The app the request names.</param>
    /// <param name="assertion">The signed statement.</param>
    /// <param name="audiences">Addresses of the token endpoint the statement may be made for.</param>
    public async Task CheckAsync(AppRegistration app, string assertion, IReadOnlyList<string> audiences)
    {
        JsonWebToken jwt;
        try
        {
            jwt = _handler.ReadJsonWebToken(assertion);
        }
        catch (ArgumentException)
        {
            throw new TokenError(400, "invalid_request", 50027, "AADSTS50027: JWT token is invalid or malformed.");
        }
        using var certificate = Registered(app, jwt) ?? throw new TokenError(401, "invalid_client", 700027,
            "AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application.");
        using var key = certificate.GetRSAPublicKey() ?? throw Invalid("The certificate has no RSA key.");
        var result = await _handler.ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            IssuerSigningKey = new RsaSecurityKey(key.ExportParameters(false)),
            ValidateIssuerSigningKey = false,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            ValidIssuer = app.ClientId,
            ValidAudiences = audiences,
            ValidateLifetime = false,
        });
        if (!result.IsValid)
            throw Invalid("Client assertion failed signature, issuer or audience validation.");
        if (jwt.Subject != app.ClientId)
            throw Invalid("Client assertion subject must be the client id.");
        var now = time.GetUtcNow().UtcDateTime;
        if (jwt.ValidTo < now - Skew || jwt.ValidFrom > now + Skew)
            throw new TokenError(401, "invalid_client", 700024, "AADSTS700024: Client assertion is not within its valid time range.");
    }

    private static TokenError Invalid(string why) => new(401, "invalid_client", 700023, "AADSTS700023: " + why);

    private static X509Certificate2? Registered(AppRegistration app, JsonWebToken jwt)
    {
        foreach (var text in app.Certificates)
        {
            var certificate = Load(text);
            if (Names(certificate, jwt))
                return certificate;
            certificate.Dispose();
        }
        // An app registered by thumbprint only must show its certificate.
        if (!jwt.TryGetHeaderValue<string[]>("x5c", out var chain) || chain.Length == 0)
            return null;
        var shown = Load(chain[0]);
        if (app.CertificateThumbprints.Contains(shown.Thumbprint, StringComparer.OrdinalIgnoreCase))
            return shown;
        shown.Dispose();
        return null;
    }

    private static bool Names(X509Certificate2 certificate, JsonWebToken jwt)
    {
        if (jwt.TryGetHeaderValue<string>("x5t#S256", out var sha256))
            return sha256 == Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA256));
        return jwt.TryGetHeaderValue<string>("x5t", out var sha1) ? sha1 == Base64UrlEncoder.Encode(certificate.GetCertHash())
            : string.Equals(jwt.Kid, certificate.Thumbprint, StringComparison.OrdinalIgnoreCase);
    }

    private static X509Certificate2 Load(string text) => text.Contains("BEGIN", StringComparison.Ordinal)
        ? X509Certificate2.CreateFromPem(text) : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
}
