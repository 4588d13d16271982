using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>A silo that is lost takes answers with it: what the gateway asked there is asked again, and the link stays.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    /// <summary>Longer than the gateway waits for an answer, and far shorter than it waits for a connector.</summary>
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(9);

    /// <summary>By the machine's clock: only when the first step came too early a second one is needed.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);

    private readonly FakeTime _time = new(TimeProvider.System.GetUtcNow());
    private LosingGrains _losing = new(
        nameof(IConnectorGrain.Connect), nameof(IConnectorGrain.ReportAs), nameof(IConnectorPoolGrain.Renew), nameof(IConnectorPoolGrain.Answer));

    private readonly CountingHandler _handler = new();
    private readonly GatewayHost _gateway;
    private readonly AskerBox _asker;

    public LostAnswerTests()
    {
        _gateway = new GatewayHost(_time) { Adjust = services => services.AddSingleton<IGrainFactory>(host => _losing.Over(host)) };
        _asker = new AskerBox(() => _gateway);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_link_outlives_a_lost_answer_of_each_kind()
    {
        await _gateway.InitializeAsync();
        await using var connector = await TestConnector.RegisterAsync(_gateway, _gateway.Address, _handler);
        await connector.StartAsync();
        await LoseAsync(nameof(IConnectorGrain.Connect));
        await LoseAsync(nameof(IConnectorGrain.ReportAs));
        await LoseAsync(nameof(IConnectorPoolGrain.Renew));
        await _asker.AskAsync("r0");
        await LoseAsync(nameof(IConnectorPoolGrain.Answer));

        (await _asker.NextAsync()).RequestId.ShouldBe("r0");

        _losing.ArgumentsOf(nameof(IConnectorGrain.Connect)).Distinct().Count().ShouldBe(1, "one connection lasts all the time");
        _handler.Done["r0"].ShouldBe(1);
    }

    [Fact]
    public async Task Requests_whose_handing_out_was_lost_are_handed_out_on_the_next_connection()
    {
        _losing = new LosingGrains(nameof(IConnectorPoolGrain.Take));
        await _gateway.InitializeAsync();
        await _asker.AskAsync("r0");
        await using var connector = await TestConnector.RegisterAsync(_gateway, _gateway.Address, _handler);
        await connector.StartAsync();
        await LoseAsync(nameof(IConnectorPoolGrain.Take));

        (await _asker.NextAsync()).RequestId.ShouldBe("r0");

        _losing.ArgumentsOf(nameof(IConnectorPoolGrain.Take)).Distinct().Count().ShouldBe(2, "the connection ended, as nobody else would have handed them out");
        _handler.Done["r0"].ShouldBe(1);
    }

    /// <summary>Waits until an answer was lost, and then for the call to be made again.</summary>
    private async Task LoseAsync(string method)
    {
        (await _losing.NextLostAsync()).ShouldBe(method);
        var again = _losing.WaitForAsync(method, calls: 2);
        while (!again.IsCompleted)
        {
            await Task.WhenAny(again, Task.Delay(100, TestContext.Current.CancellationToken));
            _time.Advance(s_wait);
            await Task.WhenAny(again, Task.Delay(s_pause, TestContext.Current.CancellationToken));
        }
        await again;
    }
}
