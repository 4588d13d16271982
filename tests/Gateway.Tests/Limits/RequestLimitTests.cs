using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Gateway.Limits;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Limits;

public sealed class RequestLimitTests : IAsyncLifetime
{
    private readonly GatewayHost _gateway = new(
        TimeProvider.System, "--Gateway:ApiRequestsPerMinute=3", "--Gateway:PanelRequestsPerMinute=3", "--Gateway:DeviceRequestsPerMinute=3");

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("/api/organization")]
    [InlineData("/rooms/somewhere")]
    [InlineData("/devices/somewhere/bookings")]
    public async Task Beyond_the_limit_the_answer_is_a_problem_that_says_when_to_come_again(string path)
    {
        for (var allowed = 0; allowed < 3; allowed++)
            (await _gateway.Anyone.GetAsync(path)).StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);

        var refused = await _gateway.Anyone.GetAsync(path);

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!.ShouldContain("Too many requests");
    }

    [Fact]
    public async Task What_is_full_in_one_part_is_free_in_another()
    {
        for (var i = 0; i < 4; i++)
            await _gateway.Anyone.GetAsync("/api/organization");

        (await _gateway.Anyone.GetAsync("/rooms/somewhere")).StatusCode.ShouldBe(HttpStatusCode.OK);
        for (var i = 0; i < 10; i++)
            (await _gateway.Anyone.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("10.1.2.3", "10.1.2.3")]
    public void A_client_is_an_address_or_a_network_of_IPv6(string address, string client) =>
        RequestLimits.ClientOf(IPAddress.Parse(address)).ShouldBe(IPAddress.Parse(client));
}
