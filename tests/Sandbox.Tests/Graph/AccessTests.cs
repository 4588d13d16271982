using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Tokens;
using HybridCalendar.Sandbox.Time;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Sandbox.Tests.Graph;

public sealed class AccessTests
{
    private const string Tenant = AppRegistration.DefaultTenant;

    [Theory]
    [InlineData("client_secret", "wrong", 401, 7000215)]
    [InlineData("scope", "https://graph.microsoft.com/Calendars.Read", 400, 1002012)]
    [InlineData("client_id", "11111111-1111-1111-1111-111111111111", 400, 700016)]
    [InlineData("grant_type", "password", 400, 70003)]
    public async Task A_bad_token_request_is_refused_as_Entra_does(string name, string value, int status, int code)
    {
        await using var server = await GraphServer.StartAsync();
        var app = AppRegistration.Product();
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = app.ClientId, ["client_secret"] = app.ClientSecret!, ["scope"] = "https://graph.microsoft.com/.default",
        };
        form[name] = value;
        var answer = await server.Http.PostAsync($"/{Tenant}/oauth2/v2.0/token", new FormUrlEncodedContent(form));
        ((int)answer.StatusCode).ShouldBe(status);
        JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).GetProperty("error_codes")[0].GetInt32().ShouldBe(code);
    }

    [Theory]
    [InlineData(true, true, 200)]
    [InlineData(false, true, 200)]
    [InlineData(true, false, 401)]
    public async Task An_assertion_signed_with_a_registered_certificate_gets_a_token(bool byCertificate, bool registered, int expected)
    {
        await using var server = await GraphServer.StartAsync();
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=app", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var clientId = Guid.NewGuid().ToString();
        var pem = certificate.ExportCertificatePem();
        await server.SendAsync(HttpMethod.Put, "/sandbox/apps", new
        {
            clientId,
            certificates = byCertificate && registered ? new[] { pem } : [],
            certificateThumbprints = byCertificate ? [] : new[] { certificate.Thumbprint },
        });
        var url = $"{server.Url}/{Tenant}/oauth2/v2.0/token";
        var assertion = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = clientId,
            Audience = url,
            Claims = new Dictionary<string, object> { ["sub"] = clientId, ["jti"] = Guid.NewGuid().ToString() },
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
            SigningCredentials = new X509SigningCredentials(certificate, SecurityAlgorithms.RsaSha256),
            AdditionalHeaderClaims = new Dictionary<string, object> { ["x5c"] = new[] { Convert.ToBase64String(certificate.RawData) } },
        });
        var answer = await server.Http.PostAsync(url, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["scope"] = "https://graph.microsoft.com/.default",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", ["client_assertion"] = assertion,
        }));
        ((int)answer.StatusCode).ShouldBe(expected, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_token_ends_after_an_hour()
    {
        using var clock = new VirtualClock();
        await using var server = await GraphServer.StartAsync(time: clock);
        (await server.SendAsync(HttpMethod.Get, "/users")).Status.ShouldBe(200);
        clock.Advance(TimeSpan.FromMinutes(61));
        (await server.SendAsync(HttpMethod.Get, "/users")).Status.ShouldBe(401);
        await server.SignInAsync();
        (await server.SendAsync(HttpMethod.Get, "/users")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_app_without_the_permission_is_refused()
    {
        await using var server = await GraphServer.StartAsync();
        var clientId = Guid.NewGuid().ToString();
        await server.SendAsync(HttpMethod.Put, "/sandbox/apps", new { clientId, clientSecret = "x", roles = new[] { "Calendars.Read" } });
        var (_, token, _) = await server.SendAsync(HttpMethod.Post, $"/sandbox/token?clientId={clientId}");
        server.Http.DefaultRequestHeaders.Authorization = new("Bearer", token.GetProperty("access_token").GetString());
        (await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Anna}/events")).Status.ShouldBe(200);
        var (status, error, _) = await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Anna}/events", Sample.Meeting(Sample.Monday));
        status.ShouldBe(403);
        error.Code().ShouldBe("ErrorAccessDenied");
    }

    [Fact]
    public async Task The_metadata_leads_to_the_keys()
    {
        await using var server = await GraphServer.StartAsync();
        var metadata = JsonSerializer.Deserialize<JsonElement>(await server.Http.GetStringAsync("/common/v2.0/.well-known/openid-configuration"));
        metadata.GetProperty("issuer").GetString().ShouldBe("https://login.microsoftonline.com/{tenantid}/v2.0");
        (await server.Http.GetStringAsync(metadata.GetProperty("jwks_uri").GetString())).ShouldContain("\"kid\"");
    }

    [Fact]
    public async Task A_fifth_request_at_once_to_one_mailbox_is_throttled_and_another_mailbox_is_not()
    {
        await using var server = await GraphServer.StartAsync();
        await server.FaultAsync(new { kind = "delay", mailbox = GraphServer.Anna, delayMs = 1500 });
        var calls = Enumerable.Range(0, 6).Select(_ => server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Anna}/events")).ToList();
        var other = await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Boris}/events");
        other.Status.ShouldBe(200);
        var done = await Task.WhenAll(calls);
        done.Count(d => d.Status == 200).ShouldBe(4);
        var throttled = done.Where(d => d.Status == 429).ToList();
        throttled.Count.ShouldBe(2);
        throttled[0].Json.Code().ShouldBe("ApplicationThrottled");
        throttled[0].Response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Ten_minutes_allow_so_many_requests()
    {
        using var clock = new VirtualClock();
        await using var server = await GraphServer.StartAsync(o => o.MailboxRequestsPer10Minutes = 3, clock);
        for (var i = 0; i < 3; i++)
            (await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Anna}/events")).Status.ShouldBe(200);
        (await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Anna}/events")).Status.ShouldBe(429);
        clock.Advance(TimeSpan.FromMinutes(10));
        (await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Anna}/events")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("throttle", 429, "ApplicationThrottled")]
    [InlineData("unavailable", 503, "ServiceNotAvailable")]
    [InlineData("gatewayTimeout", 504, "UnknownError")]
    [InlineData("preconditionFailed", 412, "ErrorIrresolvableConflict")]
    public async Task A_fault_strikes_where_and_as_often_as_it_is_told(string kind, int expected, string code)
    {
        await using var server = await GraphServer.StartAsync();
        await server.FaultAsync(new { kind, path = "/events", mailbox = GraphServer.Anna, count = 1 });
        (await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Boris}/events")).Status.ShouldBe(200);
        var (status, error, _) = await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Anna}/events");
        (status, error.Code()).ShouldBe((expected, code));
        (await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Anna}/events")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_event_made()
    {
        await using var server = await GraphServer.StartAsync();
        await server.FaultAsync(new { kind = "lostAnswer", method = "POST", count = 1 });
        var body = Sample.Meeting(Sample.Monday).With("transactionId", "t");
        (await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Anna}/events", body)).Status.ShouldBe(504);
        var made = await server.OnlyEventAsync(GraphServer.Anna);
        (await server.CreateAsync(GraphServer.Anna, body)).Id().ShouldBe(made.Id());
    }

    [Fact]
    public async Task A_fault_with_a_probability_is_the_same_in_every_run()
    {
        await using var server = await GraphServer.StartAsync();
        async Task<string> RunAsync()
        {
            await server.FaultAsync(new { id = "dice", kind = "unavailable", probability = 0.5, seed = 7 });
            var results = "";
            for (var i = 0; i < 12; i++)
                results += (await server.SendAsync(HttpMethod.Get, "/users")).Status == 200 ? '.' : 'x';
            return results;
        }
        var first = await RunAsync();
        first.ShouldContain('x');
        first.ShouldContain('.');
        (await RunAsync()).ShouldBe(first);
    }
}
