using System.Globalization;
using System.Text.Json;
using HybridCalendar.Sandbox.Time;

namespace HybridCalendar.Sandbox.Tests.Graph;

public sealed class SubscriptionsTests : IAsyncLifetime
{
    private GraphServer _server = null!;
    private Webhook _hook = null!;

    public async ValueTask InitializeAsync() => (_server, _hook) = (await GraphServer.StartAsync(), await Webhook.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _hook.DisposeAsync();
    }

    [Fact]
    public async Task The_handshake_asks_both_addresses_and_wants_the_decoded_token()
    {
        var created = await CreateAsync(Body("users/anna@contoso.example/events"));
        _hook.Handshakes.ShouldBe(2);
        created.GetProperty("notificationUrl").GetString().ShouldBe(_hook.Url);
        created.GetProperty("encryptionCertificate").ValueKind.ShouldBe(JsonValueKind.Null);

        _hook.Echo = Uri.EscapeDataString;
        var (status, error, _) = await PostAsync(Body("users/anna@contoso.example/events"));
        status.ShouldBe(400);
        error.Code().ShouldBe("ValidationError");

        // Renewing asks again.
        (await _server.SendAsync(HttpMethod.Patch, $"/subscriptions/{created.Id()}", new { expirationDateTime = In(TimeSpan.FromDays(2)) })).Status.ShouldBe(400);
        (await _server.SendAsync(HttpMethod.Post, $"/subscriptions/{created.Id()}/reauthorize")).Status.ShouldBe(400);
        _hook.Echo = token => token;
        (await _server.SendAsync(HttpMethod.Patch, $"/subscriptions/{created.Id()}", new { expirationDateTime = In(TimeSpan.FromDays(2)) })).Status.ShouldBe(200);
        (await _server.SendAsync(HttpMethod.Post, $"/subscriptions/{created.Id()}/reauthorize")).Status.ShouldBe(204);
        (await _server.SendAsync(HttpMethod.Delete, $"/subscriptions/{created.Id()}")).Status.ShouldBe(204);
        (await _server.SendAsync(HttpMethod.Get, $"/subscriptions/{created.Id()}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_short_life_is_raised_and_a_long_one_refused()
    {
        var created = await CreateAsync(Body("users/anna@contoso.example/events").With("expirationDateTime", In(TimeSpan.FromMinutes(5))));
        var left = DateTimeOffset.Parse(created.GetProperty("expirationDateTime").GetString()!, CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow();
        left.TotalMinutes.ShouldBeInRange(44, 45);

        (await PostAsync(Body("users/anna@contoso.example/events").With("expirationDateTime", In(TimeSpan.FromMinutes(10_081))))).Status.ShouldBe(400);
        (await CreateAsync(Body("users/anna@contoso.example/events").With("expirationDateTime", In(TimeSpan.FromMinutes(10_080))))).Id().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("notificationUrl", "http://outside.example/notify")]
    [InlineData("changeType", "created,moved")]
    [InlineData("resource", "me/events")]
    [InlineData("resource", "users/anna@contoso.example/messages")]
    [InlineData("resource", "users/anna@contoso.example/events?$top=3")]
    [InlineData("latestSupportedTlsVersion", "v9")]
    [InlineData("colour", "red")]
    public async Task A_bad_subscription_is_refused(string name, string value)
    {
        (await PostAsync(Body("users/anna@contoso.example/events").With(name, value))).Status.ShouldBe(400);
        _hook.Handshakes.ShouldBe(0);
    }

    [Fact]
    public async Task The_lifecycle_address_cannot_be_added_later()
    {
        var created = await CreateAsync(Body("users/anna@contoso.example/events").With("lifecycleNotificationUrl", null));
        (await _server.SendAsync(HttpMethod.Patch, $"/subscriptions/{created.Id()}", new { lifecycleNotificationUrl = _hook.LifecycleUrl })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_mailbox_has_room_for_so_many_subscriptions()
    {
        await using var server = await GraphServer.StartAsync(o => o.SubscriptionsPerMailbox = 2);
        for (var i = 0; i < 2; i++)
            (await server.SendAsync(HttpMethod.Post, "/subscriptions", Body("users/anna@contoso.example/events"))).Status.ShouldBe(201);
        (await server.SendAsync(HttpMethod.Post, "/subscriptions", Body("users/anna@contoso.example/events"))).Status.ShouldBe(403);
        (await server.SendAsync(HttpMethod.Post, "/subscriptions", Body("users/rila@contoso.example/events"))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task An_expired_subscription_is_gone_without_a_word()
    {
        using var clock = new VirtualClock();
        await using var server = await GraphServer.StartAsync(time: clock);
        var (_, created, _) = await server.SendAsync(HttpMethod.Post, "/subscriptions", Body("users/anna@contoso.example/events"));
        clock.Advance(TimeSpan.FromDays(2));
        await server.SignInAsync();
        (await server.SendAsync(HttpMethod.Get, $"/subscriptions/{created.Id()}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Lifecycle_events_come_on_demand_and_a_paused_subscription_hears_nothing_until_reauthorized()
    {
        var created = await CreateAsync(Body("users/anna@contoso.example/events"));
        await _server.FaultAsync(new { kind = "loseLifecycle", mailbox = GraphServer.Anna, count = 1 });
        await _server.SendAsync(HttpMethod.Post, $"/sandbox/subscriptions/{created.Id()}/lifecycle", new { @event = "missed" });
        await _server.SendAsync(HttpMethod.Post, $"/sandbox/subscriptions/{created.Id()}/lifecycle", new { @event = "reauthorizationRequired", pause = true });
        var told = await _hook.NextAsync();
        told.GetProperty("lifecycleEvent").GetString().ShouldBe("reauthorizationRequired");
        told.GetProperty("subscriptionId").GetString().ShouldBe(created.Id());
        told.GetProperty("clientState").GetString().ShouldBe("secret");

        await _server.CreateAsync(GraphServer.Anna, Sample.Meeting(Sample.Monday).With("subject", "unheard"));
        (await _server.SendAsync(HttpMethod.Post, $"/subscriptions/{created.Id()}/reauthorize")).Status.ShouldBe(204);
        var heard = await _server.CreateAsync(GraphServer.Anna, Sample.Meeting(Sample.Monday, "12:00"));
        (await _hook.NextAsync()).GetProperty("resourceData").Id().ShouldBe(heard.Id());

        await _server.SendAsync(HttpMethod.Delete, $"/sandbox/subscriptions/{created.Id()}");
        (await _hook.NextAsync()).GetProperty("lifecycleEvent").GetString().ShouldBe("subscriptionRemoved");
    }

    private Dictionary<string, object?> Body(string resource) => new()
    {
        ["changeType"] = "created,updated,deleted",
        ["notificationUrl"] = _hook.Url,
        ["lifecycleNotificationUrl"] = _hook.LifecycleUrl,
        ["resource"] = resource,
        ["expirationDateTime"] = In(TimeSpan.FromDays(1)),
        ["clientState"] = "secret",
    };

    private static string In(TimeSpan time) => (TimeProvider.System.GetUtcNow() + time).ToString("O", CultureInfo.InvariantCulture);

    private Task<(int Status, JsonElement Json, HttpResponseMessage)> PostAsync(object body) => _server.SendAsync(HttpMethod.Post, "/subscriptions", body);

    private async Task<JsonElement> CreateAsync(object body)
    {
        var (status, json, _) = await PostAsync(body);
        status.ShouldBe(201, json.ToString());
        return json;
    }
}
