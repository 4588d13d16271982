using System.Text.Json;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Office365.Notifications;
using HybridCalendar.Clients.Tests.Testing;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace HybridCalendar.Clients.Tests.Office365;

public sealed class SubscriptionTests
{
    private static readonly Instant Expiration = Instant.FromUtc(2026, 11, 27, 9, 0);
    private const string Subscription = """{"id":"sub-1","expirationDateTime":"2026-11-27T14:30:00.123+05:30"}""";

    [Fact]
    public async Task Create_asks_for_all_changes_of_a_mailbox_with_a_lifecycle_url()
    {
        await using var world = await GraphWorld.StartAsync(context => context.JsonAsync(Subscription, 201));
        var state = ClientState.Create();

        var made = await world.Subscriptions.CreateAsync(Request(state));

        made.ShouldBe(new GraphSubscription("sub-1", Expiration + Duration.FromMilliseconds(123)));
        var call = world.Calls.ShouldHaveSingleItem();
        (call.Method, call.Path).ShouldBe(("POST", "/v1.0/subscriptions"));
        call.Headers["Prefer"].ShouldContain("IdType=\"ImmutableId\"");
        var body = JsonDocument.Parse(call.Body).RootElement;
        body.GetProperty("resource").GetString().ShouldBe("/users/anna@contoso.example/events");
        body.GetProperty("changeType").GetString().ShouldBe("created,updated,deleted");
        body.GetProperty("clientState").GetString().ShouldBe(state);
        body.GetProperty("lifecycleNotificationUrl").GetString().ShouldBe("https://gateway.contoso.example/graph/lifecycle");
        body.TryGetProperty("includeResourceData", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Create_of_rich_notifications_selects_fields_and_sends_the_public_certificate_only()
    {
        using var certificate = TestCertificates.Create();
        await using var world = await GraphWorld.StartAsync(context => context.JsonAsync(Subscription, 201));

        await world.Subscriptions.CreateAsync(Request("state") with { Rich = new RichNotifications("key-1", certificate) });

        var body = JsonDocument.Parse(world.Calls.Single().Body).RootElement;
        body.GetProperty("includeResourceData").GetBoolean().ShouldBeTrue();
        body.GetProperty("resource").GetString()!.ShouldContain("?$select=id,");
        body.GetProperty("encryptionCertificateId").GetString().ShouldBe("key-1");
        Convert.FromBase64String(body.GetProperty("encryptionCertificate").GetString()!).ShouldBe(certificate.RawData);
    }

    [Fact]
    public async Task Create_is_not_repeated_when_its_end_is_unknown()
    {
        await using var world = await GraphWorld.StartAsync(context => context.GraphErrorAsync(504, "UnknownError"));

        (await Should.ThrowAsync<GraphException>(() => world.Subscriptions.CreateAsync(Request("state")))).Error.ShouldBe(GraphError.Transient);
        world.Calls.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("ValidationError")]
    [InlineData("InvalidRequest")]
    public async Task A_failed_handshake_may_pass_and_is_known_for_what_it_is(string code)
    {
        await using var world = await GraphWorld.StartAsync(context => context.GraphErrorAsync(400, code));

        foreach (var call in (Func<Task>[])[() => world.Subscriptions.CreateAsync(Request("state")), () => world.Subscriptions.RenewAsync("sub-1", Expiration)])
        {
            var failure = await Should.ThrowAsync<GraphException>(call);
            (failure.Error, failure.IsTransient, failure.Code, failure.Status).ShouldBe((GraphError.NotSubscribed, true, code, 400));
        }
    }

    [Fact]
    public async Task Renew_moves_the_expiration()
    {
        await using var world = await GraphWorld.StartAsync(context => context.JsonAsync(Subscription));

        (await world.Subscriptions.RenewAsync("sub-1", Expiration))!.Id.ShouldBe("sub-1");
        var call = world.Calls.ShouldHaveSingleItem();
        (call.Method, call.Path).ShouldBe(("PATCH", "/v1.0/subscriptions/sub-1"));
        JsonDocument.Parse(call.Body).RootElement.GetProperty("expirationDateTime").GetDateTimeOffset().ShouldBe(Expiration.ToDateTimeOffset());
    }

    [Theory]
    [InlineData("ResourceNotFound")]
    [InlineData("ExtensionError")]
    public async Task What_Graph_no_longer_knows_is_told_without_an_error(string code)
    {
        await using var world = await GraphWorld.StartAsync(context => context.GraphErrorAsync(404, code));

        (await world.Subscriptions.RenewAsync("sub-1", Expiration)).ShouldBeNull();
        (await world.Subscriptions.ReauthorizeAsync("sub-1")).ShouldBeFalse();
        await world.Subscriptions.DeleteAsync("sub-1");
    }

    [Fact]
    public async Task Reauthorize_and_delete_take_an_empty_answer()
    {
        await using var world = await GraphWorld.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Method == "DELETE" ? 204 : 200;
            return Task.CompletedTask;
        });

        (await world.Subscriptions.ReauthorizeAsync("sub-1")).ShouldBeTrue();
        await world.Subscriptions.DeleteAsync("sub-1");
        world.Calls.Select(call => $"{call.Method} {call.Path}").ShouldBe(["POST /v1.0/subscriptions/sub-1/reauthorize", "DELETE /v1.0/subscriptions/sub-1"]);
    }

    private static SubscriptionRequest Request(string clientState) => new(
        GraphWorld.Anna,
        new Uri("https://gateway.contoso.example/graph/notifications"),
        new Uri("https://gateway.contoso.example/graph/lifecycle"),
        clientState,
        Expiration);
}
