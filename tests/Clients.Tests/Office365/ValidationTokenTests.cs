using System.Security.Cryptography;
using HybridCalendar.Clients.Tests.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Clients.Tests.Office365;

public sealed class ValidationTokenTests
{
    private const string GraphApp = "0bf30f3b-4a52-48df-9a82-234910c4a086";
    private const string V1Issuer = $"https://sts.windows.net/{GraphWorld.Tenant}/";

    [Fact]
    public async Task Tokens_of_Graph_in_both_versions_are_valid_and_keys_are_fetched_once()
    {
        using var authority = new Authority();
        await using var world = await authority.StartAsync();
        var v1 = authority.Sign(V1Issuer, appid: GraphApp);
        var v2 = authority.Sign($"{world.Graph.Url}/{GraphWorld.Tenant}/v2.0", azp: GraphApp);

        for (var i = 0; i < 5; i++)
            (await world.Tokens.FindProblemAsync([v1, v2])).ShouldBeNull();

        world.Graph.To("openid-configuration").Count.ShouldBe(1);
        world.Graph.To("keys").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_that_another_application_got_for_us_is_refused()
    {
        using var authority = new Authority();
        await using var world = await authority.StartAsync();

        foreach (var forged in (string[])
        [
            authority.Sign(V1Issuer, appid: "99999999-4a52-48df-9a82-234910c4a086"),
            authority.Sign(V1Issuer, azp: "99999999-4a52-48df-9a82-234910c4a086"),
            authority.Sign(V1Issuer, appid: "99999999-4a52-48df-9a82-234910c4a086", azp: GraphApp),
            authority.Sign(V1Issuer),
        ])
        {
            (await world.Tokens.FindProblemAsync([authority.Sign(V1Issuer, appid: GraphApp), forged]))
                .ShouldBe("sent by another application than Microsoft Graph");
        }
    }

    [Fact]
    public async Task Tokens_for_others_from_others_or_too_old_are_refused()
    {
        using var authority = new Authority();
        using var stranger = new Authority();
        await using var world = await authority.StartAsync();

        foreach (var bad in (string[])
        [
            authority.Sign("https://sts.windows.net/99999999-2222-3333-4444-555555555555/", appid: GraphApp),
            authority.Sign(V1Issuer, appid: GraphApp, audience: "somebody-else"),
            authority.Sign(V1Issuer, appid: GraphApp, life: TimeSpan.FromMinutes(-30)),
            stranger.Sign(V1Issuer, appid: GraphApp),
            "not.a.token",
            "",
        ])
        {
            (await world.Tokens.FindProblemAsync([bad])).ShouldNotBeNull();
        }
        (await world.Tokens.FindProblemAsync([])).ShouldBe("no validation token");
    }

    [Fact]
    public async Task An_unsigned_token_is_refused()
    {
        using var authority = new Authority();
        await using var world = await authority.StartAsync();
        var parts = authority.Sign(V1Issuer, appid: GraphApp).Split('.');
        var none = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");

        (await world.Tokens.FindProblemAsync([$"{none}.{parts[1]}."])).ShouldNotBeNull();
    }

    private sealed class Authority : IDisposable
    {
        private static readonly DateTime Now = new(2026, 11, 21, 9, 0, 0, DateTimeKind.Utc);
        private readonly RSA _rsa = RSA.Create(2048);
        private readonly RsaSecurityKey _key;

        public Authority() => _key = new RsaSecurityKey(_rsa) { KeyId = "key-1" };

        public Task<GraphWorld> StartAsync()
        {
            var parameters = _rsa.ExportParameters(false);
            return GraphWorld.StartAsync(context => context.Request.Path.Value!.EndsWith("openid-configuration", StringComparison.Ordinal)
                ? context.JsonAsync($$"""{"issuer":"https://sts.windows.net/{tenantid}/","jwks_uri":"http://{{context.Request.Host}}/common/discovery/keys"}""")
                : context.JsonAsync(
                    $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"key-1","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}","e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}"}]}"""));
        }

        public string Sign(string issuer, string? appid = null, string? azp = null, string audience = GraphWorld.Client, TimeSpan? life = null)
        {
            var claims = new Dictionary<string, object>();
            if (appid is not null)
                claims["appid"] = appid;
            if (azp is not null)
                claims["azp"] = azp;
            return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = audience,
                Claims = claims,
                NotBefore = Now.AddHours(-1),
                IssuedAt = Now.AddHours(-1),
                Expires = Now + (life ?? TimeSpan.FromHours(8)),
                SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
            });
        }

        public void Dispose() => _rsa.Dispose();
    }
}
