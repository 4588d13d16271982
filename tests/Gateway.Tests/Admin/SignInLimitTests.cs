using System.Net;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Admin;

public sealed class SignInLimitTests : IAsyncLifetime
{
    private readonly GatewayHost _gateway = new(TimeProvider.System, "--Gateway:SignInsPerMinute=3");

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Guessing_the_key_is_slowed_down()
    {
        using var browser = new AdminBrowser(_gateway);
        for (var guess = 0; guess < 3; guess++)
            (await browser.SendAsync("/admin/sign-in", "/admin/sign-in", ("key", $"guess {guess}"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var refused = await browser.SendAsync("/admin/sign-in", "/admin/sign-in", ("key", _gateway.Key));

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
    }
}
