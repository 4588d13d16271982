using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Gateway.Tests.Security;

/// <summary>An issuer of OpenID Connect that lets in whoever comes: authorization code flow with PKCE and client secret.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "api://calendar";
    public const string ClientId = "calendar-pages";
    public const string ClientSecret = "s3cret";
    private RSA _rsa = RSA.Create(2048);
    private string _keyId = "k1";
    private readonly WebApplication _app;
    private readonly Dictionary<string, (string Nonce, string Challenge, string RedirectUri)> _codes = [];

    private TestIssuer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>The role of whoever signs in next.</summary>
    public string Role { get; set; } = "HybridCalendar.Admin";

    /// <summary>What is put into the next token in place of the nonce that was asked for.</summary>
    public string? Nonce { get; set; }

    public string[] Settings =>
    [
        $"--Admin:Authority={Address}", $"--Admin:Audience={Audience}", $"--Admin:ClientId={ClientId}", $"--Admin:ClientSecret={ClientSecret}",
    ];

    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var issuer = new TestIssuer(builder.Build());
        issuer.Map();
        await issuer._app.StartAsync();
        issuer.Address = new Uri(issuer._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return issuer;
    }

    /// <summary>A token with the role for the API, unless told otherwise.</summary>
    public string Token(
        string role = "HybridCalendar.Admin", string audience = Audience, string? issuer = null, TimeSpan? life = null, RSA? key = null, string? nonce = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object> { ["roles"] = new[] { role }, ["preferred_username"] = "ann@contoso.example" };
        if (nonce is not null)
            claims["nonce"] = nonce;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address.ToString().TrimEnd('/'),
            Audience = audience,
            Claims = claims,
            IssuedAt = now.AddHours(-2),
            NotBefore = now.AddHours(-2),
            Expires = now + (life ?? TimeSpan.FromHours(1)),
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key ?? _rsa) { KeyId = _keyId }, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>Signs with another key from now on, and publishes no other.</summary>
    public void Rotate()
    {
        _rsa.Dispose();
        (_rsa, _keyId) = (RSA.Create(2048), "k2");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private void Map()
    {
        _app.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = Address.ToString().TrimEnd('/'),
            authorization_endpoint = new Uri(Address, "authorize"),
            token_endpoint = new Uri(Address, "token"),
            jwks_uri = new Uri(Address, "keys"),
        });
        _app.MapGet("/keys", () =>
        {
            var key = _rsa.ExportParameters(includePrivateParameters: false);
            return new { keys = new[] { new { kty = "RSA", use = "sig", kid = _keyId, n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) } } };
        });
        _app.MapGet("/authorize", (HttpRequest request) => Authorize(request.Query));
        _app.MapPost("/token", async (HttpRequest request) => Redeem(await request.ReadFormAsync()));
    }

    private IResult Authorize(IQueryCollection query)
    {
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256")
            return Results.BadRequest();
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (query["nonce"].ToString(), query["code_challenge"].ToString(), query["redirect_uri"].ToString());
        return Results.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
    }

    private IResult Redeem(IFormCollection form)
    {
        if (!_codes.Remove(form["code"].ToString(), out var asked) || form["client_secret"] != ClientSecret || form["redirect_uri"] != asked.RedirectUri
            || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
            return Results.BadRequest(new { error = "invalid_grant" });
        return Results.Json(new { token_type = "Bearer", id_token = Token(Role, ClientId, nonce: Nonce ?? asked.Nonce) });
    }
}
