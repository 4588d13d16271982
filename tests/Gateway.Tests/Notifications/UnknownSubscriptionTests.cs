using System.Net;
using System.Text;
using HybridCalendar.Clients.Office365.Notifications;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Notifications;

public sealed class UnknownSubscriptionTests : IAsyncLifetime
{
    private readonly GatewayHost _gateway = new(TimeProvider.System, "--Gateway:UnknownSubscriptionsPerSecond=1");

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Whoever_names_too_many_is_told_to_come_later()
    {
        (await PostAsync(Enumerable.Range(0, 2).Select(_ => Guid.NewGuid()))).ShouldBe(HttpStatusCode.Accepted);
        (await PostAsync(Enumerable.Range(0, 200).Select(_ => Guid.NewGuid()))).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task All_of_ours_are_known_at_once_after_a_start()
    {
        var ours = Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).ToList();
        var earlier = new SubscriptionRegistry(_gateway.App.Services.GetRequiredService<CatalogDatabase>());
        foreach (var id in ours)
            await earlier.AddAsync(new RegisteredSubscription { Id = $"{id}", Mailbox = "user:x@contoso.example", ClientStateHash = ClientState.Hash("secret") });
        (await PostAsync(ours)).ShouldBe(HttpStatusCode.Accepted);
    }

    private async Task<HttpStatusCode> PostAsync(IEnumerable<Guid> subscriptions)
    {
        var items = subscriptions.Select(id => $$$"""{"subscriptionId":"{{{id}}}","clientState":"x","resourceData":{"id":"e"}}""");
        using var content = new StringContent($$"""{"value":[{{string.Join(',', items)}}]}""", Encoding.UTF8, "application/json");
        return (await _gateway.Anyone.PostAsync("/graph/notifications", content)).StatusCode;
    }
}
