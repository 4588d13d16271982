using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Tokens;
using HybridCalendar.Sandbox.Time;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Sandbox.Tests.Graph;

public sealed class NotificationsTests : IAsyncLifetime
{
    private static readonly DateOnly Day = Sample.Monday;
    private GraphServer _server = null!;
    private Webhook _hook = null!;

    public async ValueTask InitializeAsync() => (_server, _hook) = (await GraphServer.StartAsync(), await Webhook.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _hook.DisposeAsync();
    }

    [Fact]
    public async Task Every_change_is_told_with_a_hint_and_no_data()
    {
        await SubscribeAsync(_server, GraphServer.Anna);
        var created = await _server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        var told = await _hook.NextAsync();
        var user = (await _server.GetAsync($"/users/{GraphServer.Anna}")).Id();
        told.GetProperty("changeType").GetString().ShouldBe("created");
        told.GetProperty("resource").GetString().ShouldBe($"Users/{user}/Events/{created.Id()}");
        told.GetProperty("resourceData").Id().ShouldBe(created.Id());
        told.GetProperty("clientState").GetString().ShouldBe("secret");
        told.TryGetProperty("encryptedContent", out _).ShouldBeFalse();

        await _server.PatchAsync(GraphServer.Anna, created.Id(), new { subject = "x" });
        (await _hook.NextAsync()).GetProperty("changeType").GetString().ShouldBe("updated");
        await _server.SendAsync(HttpMethod.Delete, $"/users/{GraphServer.Anna}/events/{created.Id()}");
        (await _hook.NextAsync()).GetProperty("changeType").GetString().ShouldBe("deleted");
    }

    [Fact]
    public async Task A_subscription_made_with_immutable_ids_hears_immutable_ids()
    {
        await SubscribeAsync(_server, GraphServer.Anna, headers: ("Prefer", "IdType=\"ImmutableId\""));
        var created = await _server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day), ("Prefer", "IdType=\"ImmutableId\""));
        (await _hook.NextAsync()).GetProperty("resourceData").Id().ShouldBe(created.Id());
    }

    [Fact]
    public async Task A_change_of_an_occurrence_is_told_about_the_master()
    {
        var created = await _server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day).With("recurrence", Sample.Weekly(Day, 3, "monday")));
        var second = (await _server.GetAsync(Sample.View(GraphServer.Anna, Day, 30))).GetProperty("value")[1];
        await SubscribeAsync(_server, GraphServer.Anna);
        await _server.PatchAsync(GraphServer.Anna, second.Id(), new { subject = "other" });
        (await _hook.NextAsync()).GetProperty("resourceData").Id().ShouldBe(created.Id());
        await _server.SendAsync(HttpMethod.Delete, $"/users/{GraphServer.Anna}/events/{second.Id()}");
        var told = await _hook.NextAsync();
        told.GetProperty("resourceData").Id().ShouldBe(created.Id());
        told.GetProperty("changeType").GetString().ShouldBe("updated");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rich_notifications_can_be_opened_with_the_private_key_and_carry_a_signed_token(int version)
    {
        await using var server = await GraphServer.StartAsync(o => o.ValidationTokenVersion = version);
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=product", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1));
        await SubscribeAsync(server, GraphServer.Anna, "?$select=subject,start,end", body => body.With("includeResourceData", true)
            .With("encryptionCertificate", Convert.ToBase64String(certificate.RawData)).With("encryptionCertificateId", "mine"));
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));

        var content = (await _hook.NextAsync()).GetProperty("encryptedContent");
        content.GetProperty("encryptionCertificateId").GetString().ShouldBe("mine");
        content.GetProperty("encryptionCertificateThumbprint").GetString().ShouldBe(certificate.Thumbprint);
        var symmetric = key.Decrypt(content.GetProperty("dataKey").GetBytesFromBase64(), RSAEncryptionPadding.OaepSHA1);
        var data = content.GetProperty("data").GetBytesFromBase64();
        HMACSHA256.HashData(symmetric, data).ShouldBe(content.GetProperty("dataSignature").GetBytesFromBase64());
        using var aes = Aes.Create();
        aes.Key = symmetric;
        var json = JsonSerializer.Deserialize<JsonElement>(aes.DecryptCbc(data, symmetric.AsSpan(0, 16)));
        json.GetProperty("subject").GetString().ShouldBe("Budget");
        json.TryGetProperty("attendees", out _).ShouldBeFalse();

        _hook.Posts.TryPeek(out var post).ShouldBeTrue();
        var token = post.GetProperty("validationTokens")[0].GetString()!;
        var keys = new JsonWebKeySet(await server.Http.GetStringAsync("/common/discovery/v2.0/keys"));
        var valid = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidAudience = AppRegistration.Product().ClientId,
            ValidIssuer = version == 1 ? $"https://sts.windows.net/{AppRegistration.DefaultTenant}/" : $"https://login.microsoftonline.com/{AppRegistration.DefaultTenant}/v2.0",
        });
        valid.IsValid.ShouldBeTrue(valid.Exception?.Message);
        valid.Claims[version == 1 ? "appid" : "azp"].ShouldBe("0bf30f3b-4a52-48df-9a82-234910c4a086");
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("?$select=subject,body", 400)]
    [InlineData("?$select=subject", 400)]
    public async Task Rich_subscriptions_need_a_selection_without_the_body_and_a_certificate(string select, int status) =>
        (await TrySubscribeAsync(_server, GraphServer.Anna, select, b => b.With("includeResourceData", true).With("encryptionCertificate", "AAAA").With("encryptionCertificateId", "x"))).Status.ShouldBe(status);

    [Fact]
    public async Task What_is_not_taken_is_sent_again()
    {
        await using var server = await GraphServer.StartAsync(o => o.RetryDelay = TimeSpan.FromMilliseconds(20));
        var refusals = 3;
        _hook.Status = () => refusals-- > 0 ? 503 : 202;
        await SubscribeAsync(server, GraphServer.Anna);
        var created = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        (await _hook.NextAsync()).GetProperty("resourceData").Id().ShouldBe(created.Id());
        var calls = await server.GetAsync("/sandbox/calls");
        calls.GetProperty("events").GetProperty("notificationRetries").GetInt64().ShouldBe(3);
    }

    [Fact]
    public async Task After_four_hours_a_notification_is_given_up()
    {
        using var clock = new VirtualClock();
        await using var server = await GraphServer.StartAsync(o => o.RetryDelay = TimeSpan.FromMinutes(5), clock);
        _hook.Status = () => 500;
        await SubscribeAsync(server, GraphServer.Anna);
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        await server.UntilAsync("/sandbox/calls", c => Count(c, "notificationRetries") == 1);
        for (var retries = 1; Count(await server.GetAsync("/sandbox/calls"), "notificationsGivenUp") == 0; retries++)
        {
            clock.Advance(TimeSpan.FromMinutes(12));
            await server.UntilAsync("/sandbox/calls", c => Count(c, "notificationRetries") > retries || Count(c, "notificationsGivenUp") == 1);
        }
        Count(await server.GetAsync("/sandbox/calls"), "notificationRetries").ShouldBeInRange(20, 60);
    }

    [Fact]
    public async Task An_endpoint_that_hardly_answers_loses_notifications_and_is_told_so_later()
    {
        using var clock = new VirtualClock();
        await using var server = await GraphServer.StartAsync(o => o.EndpointMinimumSamples = 2, clock);
        await SubscribeAsync(server, GraphServer.Anna, change: b => b["lifecycleNotificationUrl"] = _hook.LifecycleUrl);
        var held = new TaskCompletionSource();
        _hook.Hold = held.Task;
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        await _hook.Arrived.WaitAsync(TimeSpan.FromSeconds(10));
        clock.Advance(TimeSpan.FromSeconds(4));
        await server.UntilAsync("/sandbox/calls", c => Count(c, "notificationRetries") == 1);
        clock.Advance(TimeSpan.FromSeconds(3));
        await _hook.Arrived.WaitAsync(TimeSpan.FromSeconds(10));
        clock.Advance(TimeSpan.FromSeconds(11));
        await server.UntilAsync("/sandbox/calls", c => Count(c, "notificationRetries") == 2);

        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, "12:00"));
        Count(await server.GetAsync("/sandbox/calls"), "notificationsDropped").ShouldBe(1);
        held.SetResult();
        clock.Advance(TimeSpan.FromMinutes(11));
        await _hook.NextAsync(n => n.TryGetProperty("lifecycleEvent", out var e) && e.GetString() == "missed");
    }

    [Fact]
    public async Task Notifications_that_wait_are_sent_together()
    {
        using var block = new ManualResetEventSlim();
        _hook.Status = () =>
        {
            block.Wait(TimeSpan.FromSeconds(2));
            return 202;
        };
        await SubscribeAsync(_server, GraphServer.Anna);
        for (var i = 0; i < 20; i++)
            await _server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day.AddDays(i)));
        block.Set();
        for (var i = 0; i < 20; i++)
            await _hook.NextAsync();
        _hook.Posts.Count.ShouldBeLessThan(20);
        _hook.Posts.ShouldContain(p => p.GetProperty("value").GetArrayLength() > 1);
    }

    [Theory]
    [InlineData("duplicateNotification", 2)]
    [InlineData("createdAndUpdated", 2)]
    [InlineData("notificationWithoutId", 1)]
    [InlineData("notificationWithoutEvent", 1)]
    [InlineData("malformedNotification", 2)]
    [InlineData("delayNotification", 1)]
    public async Task Faults_change_what_is_sent(string kind, int expected)
    {
        await SubscribeAsync(_server, GraphServer.Anna);
        await _server.FaultAsync(new { kind, mailbox = GraphServer.Anna, count = 1, delayMs = 30 });
        await _server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        var told = new List<JsonElement>();
        for (var i = 0; i < expected; i++)
            told.Add(await _hook.NextAsync());
        told.Any(n => !n.TryGetProperty("id", out _)).ShouldBe(kind is "notificationWithoutId" or "malformedNotification");
        told.Any(n => n.TryGetProperty("resourceData", out var data) && !data.TryGetProperty("id", out _)).ShouldBe(kind is "notificationWithoutEvent");
        told.Any(n => n.GetProperty("changeType").GetString() == "updated").ShouldBe(kind is "createdAndUpdated" or "malformedNotification");
        (await _server.GetAsync("/sandbox/faults"))[0].GetProperty("strikes").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Lost_notifications_and_vanished_subscriptions_leave_no_trace()
    {
        await SubscribeAsync(_server, GraphServer.Anna);
        await _server.FaultAsync(new { kind = "loseNotification", count = 1 });
        await _server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        var second = await _server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, "12:00"));
        (await _hook.NextAsync()).GetProperty("resourceData").Id().ShouldBe(second.Id());

        await _server.FaultAsync(new { kind = "vanishSubscription", count = 1 });
        await _server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, "13:00"));
        (await _server.GetAsync("/subscriptions")).GetProperty("value").GetArrayLength().ShouldBe(0);
    }

    private static long Count(JsonElement calls, string name) =>
        calls.GetProperty("events").TryGetProperty(name, out var count) ? count.GetInt64() : 0;

    private async Task<JsonElement> SubscribeAsync(GraphServer server, string mailbox, string query = "",
        Action<Dictionary<string, object?>>? change = null, params (string, string)[] headers)
    {
        var (status, json, _) = await TrySubscribeAsync(server, mailbox, query, change, headers);
        status.ShouldBe(201, json.ToString());
        return json;
    }

    private Task<(int Status, JsonElement Json, HttpResponseMessage)> TrySubscribeAsync(GraphServer server, string mailbox, string query,
        Action<Dictionary<string, object?>>? change, params (string, string)[] headers)
    {
        var body = new Dictionary<string, object?>
        {
            ["changeType"] = "created,updated,deleted",
            ["notificationUrl"] = _hook.Url,
            ["resource"] = $"users/{mailbox}/events{query}",
            ["expirationDateTime"] = TimeProvider.System.GetUtcNow().AddHours(2).ToString("O", CultureInfo.InvariantCulture),
            ["clientState"] = "secret",
        };
        change?.Invoke(body);
        return server.SendAsync(HttpMethod.Post, "/subscriptions", body, headers);
    }
}
