using System.Security.Cryptography;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
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

    [Fact]
    public async Task A_token_of_a_key_that_came_since_is_valid_at_once()
    {
        using var authority = new Authority();
        await using var world = await authority.StartAsync();
        (await world.Tokens.FindProblemAsync([authority.Sign(V1Issuer, appid: GraphApp)])).ShouldBeNull();

        authority.Rotate();
        world.Time.Advance(TimeSpan.FromMinutes(2));

        for (var i = 0; i < 3; i++)
            (await world.Tokens.FindProblemAsync([authority.Sign(V1Issuer, appid: GraphApp)])).ShouldBeNull();
        world.Graph.To("keys").Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_made_up_key_is_refused_and_does_not_keep_a_new_one_out()
    {
        using var authority = new Authority();
        using var stranger = new Authority();
        await using var world = await authority.StartAsync();
        (await world.Tokens.FindProblemAsync([authority.Sign(V1Issuer, appid: GraphApp)])).ShouldBeNull();
        stranger.Rotate();
        world.Time.Advance(TimeSpan.FromMinutes(2));
        (await world.Tokens.FindProblemAsync([stranger.Sign(V1Issuer, appid: GraphApp)])).ShouldNotBeNull();

        authority.Rotate();
        world.Time.Advance(TimeSpan.FromSeconds(30));
        // Too early to ask again: nothing is known, and Graph comes again.
        (await Should.ThrowAsync<GraphException>(() => world.Tokens.FindProblemAsync([authority.Sign(V1Issuer, appid: GraphApp)])))
            .IsTransient.ShouldBeTrue();
        world.Time.Advance(TimeSpan.FromSeconds(31));
        (await world.Tokens.FindProblemAsync([authority.Sign(V1Issuer, appid: GraphApp)])).ShouldBeNull();
    }

    [Fact]
    public async Task Keys_are_good_for_a_day_while_the_authority_is_away()
    {
        using var authority = new Authority();
        await using var world = await authority.StartAsync();
        var token = authority.Sign(V1Issuer, appid: GraphApp, life: TimeSpan.FromDays(3));
        (await world.Tokens.FindProblemAsync([token])).ShouldBeNull();

        authority.IsAway = true;
        world.Time.Advance(TimeSpan.FromHours(13));
        for (var i = 0; i < 2; i++)
            (await world.Tokens.FindProblemAsync([token])).ShouldBeNull();
        world.Time.Advance(TimeSpan.FromHours(12));
        for (var i = 0; i < 2; i++)
            (await Should.ThrowAsync<GraphException>(() => world.Tokens.FindProblemAsync([token]))).IsTransient.ShouldBeTrue();
        authority.IsAway = false;
        (await world.Tokens.FindProblemAsync([token])).ShouldBeNull();
    }

    [Fact]
    public async Task Keys_of_half_a_day_are_used_while_newer_ones_are_fetched()
    {
        using var authority = new Authority();
        await using var world = await authority.StartAsync();
        var token = authority.Sign(V1Issuer, appid: GraphApp, life: TimeSpan.FromDays(3));
        (await world.Tokens.FindProblemAsync([token])).ShouldBeNull();
        var isAnswered = new TaskCompletionSource();
        authority.Hold = isAnswered.Task;
        world.Time.Advance(TimeSpan.FromHours(13));

        for (var i = 0; i < 3; i++)
            (await world.Tokens.FindProblemAsync([token])).ShouldBeNull();

        // What came since is known only when the fetch is through.
        authority.Rotate();
        var newer = world.Tokens.FindProblemAsync([authority.Sign(V1Issuer, appid: GraphApp, life: TimeSpan.FromDays(3))]);
        newer.IsCompleted.ShouldBeFalse();
        isAnswered.SetResult();
        (await newer.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeNull();
        world.Graph.To("openid-configuration").Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_fetch_of_newer_keys_that_fails_while_nobody_waits_is_told_without_an_address()
    {
        using var authority = new Authority();
        using var log = new KeptLog();
        using var calls = new CountedCalls("signingKeys.get");
        await using var world = await authority.StartAsync(log);
        var token = authority.Sign(V1Issuer, appid: GraphApp, life: TimeSpan.FromDays(3));
        (await world.Tokens.FindProblemAsync([token])).ShouldBeNull();
        authority.IsAway = true;
        world.Time.Advance(TimeSpan.FromHours(13));

        (await world.Tokens.FindProblemAsync([token])).ShouldBeNull();

        var line = await log.NextAsync("SigningKeys");
        line.ShouldContain("The signing keys of graph could not be fetched anew (503)");
        line.ShouldNotContain(new Uri(world.Graph.Url).Authority);
        calls.Results.ShouldContain("503");
    }

    private sealed class Authority : IDisposable
    {
        private static readonly DateTime Now = new(2026, 11, 21, 9, 0, 0, DateTimeKind.Utc);
        private RSA _rsa = RSA.Create(2048);
        private RsaSecurityKey _key;

        public Authority() => _key = new RsaSecurityKey(_rsa) { KeyId = "key-1" };

        public bool IsAway { get; set; }

        /// <summary>It answers nothing before this has ended.</summary>
        public Task Hold { get; set; } = Task.CompletedTask;

        public Task<GraphWorld> StartAsync(ILoggerProvider? log = null) => GraphWorld.StartAsync(log, async context =>
        {
            await Hold;
            await AnswerAsync(context);
        });

        private Task AnswerAsync(HttpContext context) =>
            IsAway ? context.GraphErrorAsync(503, "away")
                : context.Request.Path.Value!.EndsWith("openid-configuration", StringComparison.Ordinal) ? context.JsonAsync(Metadata(context))
                : context.JsonAsync(Keys());

        /// <summary>Another key takes the place of the one before.</summary>
        public void Rotate()
        {
            _rsa.Dispose();
            _rsa = RSA.Create(2048);
            _key = new RsaSecurityKey(_rsa) { KeyId = Guid.NewGuid().ToString() };
        }

        private static string Metadata(HttpContext context) =>
            $$"""{"issuer":"https://sts.windows.net/{tenantid}/","jwks_uri":"http://{{context.Request.Host}}/common/discovery/keys"}""";

        private string Keys()
        {
            var parameters = _rsa.ExportParameters(false);
            return $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"{{_key.KeyId}}","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}","e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}"}]}""";
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
