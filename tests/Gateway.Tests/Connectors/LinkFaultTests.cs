using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>Whatever is cut, killed and restarted: every request is answered, once.</summary>
public sealed class LinkFaultTests : IAsyncLifetime
{
    private const int Requests = 30;
    private readonly GatewayHost _gateway = new();
    private readonly CountingHandler _handler = new();
    private AskerBox _asker = null!;
    private LinkRelay _relay = null!;

    public async ValueTask InitializeAsync()
    {
        await _gateway.InitializeAsync();
        _asker = new AskerBox(() => _gateway);
        _relay = await LinkRelay.StartAsync(() => _gateway.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _relay.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_link_that_is_cut_again_and_again_does_every_request_once(int seed)
    {
        var random = new Random(seed);
        var cuts = 12;
        _relay.Cuts = _ =>
        {
            lock (random)
                return cuts > 0 && random.Next(8) == 0 && cuts-- > 0;
        };
        await using var connector = await TestConnector.StartAsync(_gateway, _relay.Address, _handler);
        for (var i = 0; i < Requests; i++)
            await _asker.AskAsync($"r{i}");
        await AllAreAnsweredAsync();
        _handler.Done.Values.ShouldAllBe(count => count == 1);
    }

    [Fact]
    public async Task Connector_and_gateway_may_end_and_start_at_any_time()
    {
        await using var connector = await TestConnector.StartAsync(_gateway, _relay.Address, _handler);
        for (var i = 0; i < Requests; i++)
        {
            if (i % 10 == 3)
                await connector.StopAsync();
            if (i % 10 == 6)
                await connector.StartAsync();
            if (i == Requests / 2)
                await _gateway.RestartAsync();
            await _asker.AskAsync($"r{i}");
        }
        await AllAreAnsweredAsync();
        // One that was in work when the connector ended may have been done and not noted; the handler's work may be done twice.
        _handler.Done.Values.ShouldAllBe(count => count <= 2);
    }

    private async Task AllAreAnsweredAsync()
    {
        var answered = new HashSet<string>();
        while (answered.Count < Requests)
        {
            var told = await _asker.NextAsync();
            told.Problem.ShouldBeNull();
            _asker.Open(told).ShouldContain($"/{told.RequestId}\"");
            answered.Add(told.RequestId);
        }
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (await _asker.Pool.GetStatus() is { Waiting: > 0 } or { Unacknowledged: > 0 })
            await Task.Delay(20, deadline.Token);
    }
}
