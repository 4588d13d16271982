using System.Net;
using System.Net.Http.Json;
using System.Text;
using Dapper;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Notifications;

/// <summary>What Graph posts reaches the mailbox; what is not Graph's does not, and nobody can tell from the answer.</summary>
public sealed class NotificationTests : IAsyncLifetime
{
    private const string Mail = "ann@contoso.example";
    private readonly GatewayHost _gateway = new();
    private FakeOffice365.MadeSubscription _subscription = null!;

    public async ValueTask InitializeAsync()
    {
        await _gateway.InitializeAsync();
        (await _gateway.Admin.PutAsJsonAsync($"/api/users/{Mail}", new { displayName = "Ann", enabled = true })).EnsureSuccessStatusCode();
        _subscription = await _gateway.Office365.NextSubscriptionAsync();
        (await _gateway.Office365.NextWholeReadAsync()).ShouldBe(Mail);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public void The_subscription_names_the_public_address()
    {
        _subscription.Request.NotificationUrl.AbsoluteUri.ShouldBe("http://127.0.0.1:9/base/graph/notifications");
        _subscription.Request.LifecycleUrl.AbsoluteUri.ShouldBe("http://127.0.0.1:9/base/graph/lifecycle");
    }

    [Fact]
    public async Task An_event_that_changed_is_read()
    {
        (await PostAsync(Item("e1"))).ShouldBe(HttpStatusCode.Accepted);
        (await _gateway.Office365.NextReadAsync()).ShouldBe((Mail, "e1"));
    }

    [Fact]
    public async Task One_bad_item_does_not_harm_the_others()
    {
        var status = await PostAsync(
            Item("forged", clientState: "guessed"),
            """{"subscriptionId":7,"clientState":[],"resourceData":"x"}""",
            Item("unknown", subscription: "ffffffff-0000-0000-0000-000000000000"),
            "null",
            Item("stateless", clientState: null),
            Item("good"));
        status.ShouldBe(HttpStatusCode.Accepted);
        (await _gateway.Office365.NextReadAsync()).ShouldBe((Mail, "good"));
        _gateway.Office365.HasUnseenReads.ShouldBeFalse();
    }

    [Fact]
    public async Task Rich_content_without_a_valid_token_is_dropped_behind_the_same_answer()
    {
        var rich = Item("rich")[..^1] + ""","encryptedContent":{"data":"AA==","dataKey":"AA==","dataSignature":"AA=="}}""";
        (await PostAsync(rich, Item("plain"))).ShouldBe(HttpStatusCode.Accepted);
        (await _gateway.Office365.NextReadAsync()).ShouldBe((Mail, "plain"));
        _gateway.Office365.HasUnseenReads.ShouldBeFalse();
    }

    [Fact]
    public async Task Keys_that_cannot_be_had_now_make_Graph_come_again()
    {
        var rich = Item("rich")[..^1] + ""","encryptedContent":{"data":"AA=="}}""";
        var body = $$"""{"value":[{{rich}}],"validationTokens":["eyJhbGciOiJSUzI1NiJ9.e30.AAAA"]}""";
        (await PostBodyAsync(body)).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"value":{}}""")]
    [InlineData("""{"value":[{"subscriptionId":"a" """)]
    public async Task A_body_that_is_no_notification_is_refused(string body) => (await PostBodyAsync(body)).ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        // The client waits for the server's word before it sends so much.
        var request = new HttpRequestMessage(HttpMethod.Post, "/graph/notifications") { Content = new ByteArrayContent(new byte[5 * 1024 * 1024]) };
        request.Headers.ExpectContinue = true;
        (await _gateway.Anyone.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_large_batch_is_taken_whole()
    {
        (await PostAsync([.. Enumerable.Range(0, 2_000).Select(i => Item($"e{i}"))])).ShouldBe(HttpStatusCode.Accepted);
        var read = new HashSet<string>();
        while (read.Count < 2_000)
            read.Add((await _gateway.Office365.NextReadAsync()).EventId);
    }

    [Fact]
    public async Task A_missed_lifecycle_event_makes_the_mailbox_be_read_whole()
    {
        var item = $$"""{"subscriptionId":"{{_subscription.Id}}","clientState":"{{_subscription.Request.ClientState}}","lifecycleEvent":"missed"}""";
        (await PostBodyAsync($$"""{"value":[{{item}}]}""", "/graph/lifecycle")).ShouldBe(HttpStatusCode.Accepted);
        (await _gateway.Office365.NextWholeReadAsync()).ShouldBe(Mail);
    }

    [Fact]
    public async Task A_removed_subscription_is_made_anew()
    {
        var item = $$"""{"subscriptionId":"{{_subscription.Id}}","clientState":"{{_subscription.Request.ClientState}}","lifecycleEvent":"subscriptionRemoved"}""";
        (await PostBodyAsync($$"""{"value":[{{item}}]}""", "/graph/lifecycle")).ShouldBe(HttpStatusCode.Accepted);
        (await _gateway.Office365.NextSubscriptionAsync()).Id.ShouldNotBe(_subscription.Id);
    }

    [Fact]
    public async Task A_journal_that_cannot_write_makes_Graph_come_again()
    {
        await using (var connection = await _gateway.App.Services.GetRequiredService<CatalogDatabase>().OpenAsync())
            await connection.ExecuteAsync("ALTER TABLE hints RENAME TO hints_away");
        (await PostAsync(Item("e1"))).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    private string Item(string eventId, string? subscription = null, string? clientState = "*")
    {
        var secret = clientState == "*" ? _subscription.Request.ClientState : clientState;
        var state = secret is null ? "null" : $"\"{secret}\"";
        return $$$"""
            {"subscriptionId":"{{{subscription ?? _subscription.Id}}}","clientState":{{{state}}},"changeType":"updated","tenantId":"tenant","resource":"Users/x/Events/{{{eventId}}}","resourceData":{"@odata.type":"#Microsoft.Graph.Event","id":"{{{eventId}}}"}}
            """.Trim();
    }

    private Task<HttpStatusCode> PostAsync(params string[] items) => PostBodyAsync($$"""{"value":[{{string.Join(',', items)}}]}""");

    private async Task<HttpStatusCode> PostBodyAsync(string body, string path = "/graph/notifications")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return (await _gateway.Anyone.PostAsync(path, content)).StatusCode;
    }
}
