using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Sandbox.Graph.Tokens;

/// <summary>Signs access tokens and the validation tokens of rich notifications with the server's key, made at its start.</summary>
internal sealed class TokenIssuer : IDisposable
{
    public const string GraphAudience = "https://graph.microsoft.com";
    /// <summary>The application that publishes change notifications (Microsoft Graph Change Tracking).</summary>
    public const string NotificationPublisher = "0bf30f3b-4a52-48df-9a82-234910c4a086";

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3599);
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly TimeProvider _time;
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public TokenIssuer(TimeProvider time)
    {
        _time = time;
        Key = new(_rsa) { KeyId = Base64UrlEncoder.Encode(SHA256.HashData(_rsa.ExportSubjectPublicKeyInfo()).AsSpan(0, 20).ToArray()) };
    }

    public RsaSecurityKey Key { get; }

    public RSAParameters PublicKey => _rsa.ExportParameters(includePrivateParameters: false);

    public (string Token, int ExpiresIn) AccessToken(AppRegistration app, string tenant)
    {
        var claims = new Dictionary<string, object>
        {
            ["appid"] = app.ClientId,
            ["appidacr"] = app.ClientSecret is null ? "2" : "1",
            ["idtyp"] = "app",
            ["oid"] = app.ClientId,
            ["sub"] = app.ClientId,
            ["roles"] = app.Roles.ToArray(),
            ["tid"] = tenant,
            ["ver"] = "1.0",
        };
        return (Sign(GraphAudience, IssuerV1(tenant), claims), (int)Lifetime.TotalSeconds);
    }

    /// <param name="audience">The app that is notified.</param>
    /// <param name="tenant">The tenant the notified data belongs to.</param>
    /// <param name="version">1 or 2.</param>
    /// <param name="publisher">Whom the token claims to come from; anything but the real publisher is a forgery.</param>
    public string ValidationToken(string audience, string tenant, int version, string publisher)
    {
        var claims = new Dictionary<string, object>
        {
            [version == 2 ? "azp" : "appid"] = publisher,
            [version == 2 ? "azpacr" : "appidacr"] = "2",
            ["tid"] = tenant,
            ["ver"] = version == 2 ? "2.0" : "1.0",
        };
        return Sign(audience, version == 2 ? IssuerV2(tenant) : IssuerV1(tenant), claims);
    }

    public static string IssuerV1(string tenant) => $"https://sts.windows.net/{tenant}/";

    public static string IssuerV2(string tenant) => $"https://login.microsoftonline.com/{tenant}/v2.0";

    public void Dispose() => _rsa.Dispose();

    private string Sign(string audience, string issuer, Dictionary<string, object> claims)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Audience = audience,
            Issuer = issuer,
            IssuedAt = now,
            NotBefore = now.AddMinutes(-5),
            Expires = now + Lifetime,
            Claims = claims,
            SigningCredentials = new(Key, SecurityAlgorithms.RsaSha256),
        });
    }
}
