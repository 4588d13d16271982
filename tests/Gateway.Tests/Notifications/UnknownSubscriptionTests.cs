using System.Net;
using System.Text;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Notifications;

public sealed class UnknownSubscriptionTests
{
    [Fact]
    public async Task Whoever_names_too_many_unknown_subscriptions_is_told_to_come_later()
    {
        var gateway = new GatewayHost(TimeProvider.System, "--Gateway:UnknownSubscriptionsPerSecond=5");
        await gateway.InitializeAsync();
        await using var _ = gateway;
        (await PostAsync(gateway, 5)).ShouldBe(HttpStatusCode.Accepted);
        (await PostAsync(gateway, 50)).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    private static async Task<HttpStatusCode> PostAsync(GatewayHost gateway, int count)
    {
        var items = Enumerable.Range(0, count).Select(i => $$$"""{"subscriptionId":"{{{Guid.NewGuid()}}}","clientState":"x","resourceData":{"id":"e{{{i}}}"}}""");
        using var content = new StringContent($$"""{"value":[{{string.Join(',', items)}}]}""", Encoding.UTF8, "application/json");
        return (await gateway.Anyone.PostAsync("/graph/notifications", content)).StatusCode;
    }
}
