using System.Collections.Concurrent;
using HybridCalendar.Clients.Connectors;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>When a connector is lost, or what it serves, another one takes over; never are two at work.</summary>
public sealed class HandoverTests : IAsyncLifetime
{
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(5);
    private readonly FakeTime _time = new(TimeProvider.System.GetUtcNow());
    private readonly CountingHandler _first = new();
    private readonly CountingHandler _second = new();
    private readonly TaskCompletionSource _workEnds = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly GatewayHost _gateway;
    private readonly AskerBox _asker;
    private LinkRelay _relay = null!;
    private TestConnector _one = null!;
    private TestConnector _other = null!;

    public HandoverTests()
    {
        _gateway = new GatewayHost(_time);
        _asker = new AskerBox(() => _gateway);
    }

    public async ValueTask InitializeAsync()
    {
        await _gateway.InitializeAsync();
        _relay = await LinkRelay.StartAsync(() => _gateway.Address);
        _one = await StartAsync(_relay.Address, _first);
        await UntilAsync(() => _one.State.IsActive);
        _other = await StartAsync(_gateway.Address, _second);
        await UntilAsync(() => _other.State.IsConnected);
        _first.Hold();
        await _asker.AskAsync("r0");
        await UntilAsync(() => _first.Working == 1);
    }

    public async ValueTask DisposeAsync()
    {
        _workEnds.TrySetResult();
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _relay.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_connector_whose_network_is_gone_ends_its_work_before_another_one_begins()
    {
        _relay.IsSilent = true;
        // A beat may have just passed: the connector's patience begins with the answer to it.
        await PassAsync(LinkTimes.GatewaySilence + s_step);
        await UntilAsync(() => _first.Working == 0);
        (_other.State.IsActive, _second.Done.Count).ShouldBe((false, 0));
        await PassUntilAsync(() => _other.State.IsActive);
        (await _asker.NextAsync()).RequestId.ShouldBe("r0");
        (_first.Done.Count, _second.Done["r0"]).ShouldBe((0, 1));
    }

    [Fact]
    public async Task A_connector_that_alone_does_not_reach_TMS_ends_its_work_and_hands_over_what_waits()
    {
        var atOnce = new ConcurrentQueue<int>();
        (_first.Ends, _second.Begins) = (_workEnds.Task, () => atOnce.Enqueue(_first.Working));
        _one.Alarms.Raise("tms", LinkSeverity.Critical, "TMS cannot be reached.");
        _one.Link.Look();
        await UntilAsync(async () => await HealthAsync(_one) == ConnectorHealth.Outage);
        await _asker.AskAsync("r1");
        await PassAsync(PoolLease.Patience - s_step);
        _one.State.IsActive.ShouldBeTrue();
        await PassAsync(s_step * 3);
        (_one.State.IsActive, _first.Working, _other.State.IsActive).ShouldBe((false, 1, false), "the first has to end its work");
        _workEnds.SetResult();
        await UntilAsync(() => _first.Working == 0);
        await PassUntilAsync(() => _other.State.IsActive);
        string[] told = [(await _asker.NextAsync()).RequestId, (await _asker.NextAsync()).RequestId];
        told.ShouldBe(["r0", "r1"], ignoreOrder: true);
        (_first.Done.Count, _second.Done["r0"], _second.Done["r1"]).ShouldBe((0, 1, 1));
        atOnce.ShouldAllBe(working => working == 0);
    }

    [Fact]
    public async Task A_connector_that_cannot_keep_answers_ends_its_work_before_another_one_begins_and_takes_none_until_it_can()
    {
        var atOnce = new ConcurrentQueue<int>();
        (_first.Ends, _second.Begins) = (_workEnds.Task, () => atOnce.Enqueue(_first.Working));
        using (new FullDisk(_one.Options.DataDirectory))
        {
            // It looks at its disk once a minute, also when it has nothing to write.
            await PassAsync(TimeSpan.FromMinutes(1) + s_step);
            await UntilAsync(async () => await HealthAsync(_one) == ConnectorHealth.Outage);
            var alarm = (await StatusAsync(_one)).Reported!.Alarms.Single(one => one.Code == "journal");
            alarm.Severity.ShouldBe(AlarmSeverity.Critical);
            await _asker.AskAsync("r1");
            (_one.State.IsActive, _first.Working, _other.State.IsActive).ShouldBe((true, 1, false), "what it has in hand has not ended");
            _workEnds.SetResult();
            await UntilAsync(() => _first.Working == 0);
            await PassUntilAsync(() => _other.State.IsActive);
            string[] told = [(await _asker.NextAsync()).RequestId, (await _asker.NextAsync()).RequestId];
            told.ShouldBe(["r0", "r1"], ignoreOrder: true);
            (_first.Done.Count, _second.Done["r0"], _second.Done["r1"]).ShouldBe((0, 1, 1));
            atOnce.ShouldAllBe(working => working == 0);
            await _other.StopAsync();
            await _asker.AskAsync("r2");
            await PassAsync(PoolLease.Length);
            (_one.State.IsActive, _first.Working).ShouldBe((false, 0), "it takes nothing though nobody else does");
        }
        _first.Release();
        await PassUntilAsync(() => _one.State.IsActive);
        (await _asker.NextAsync()).RequestId.ShouldBe("r2");
        (await StatusAsync(_one)).Reported!.Alarms.ShouldNotContain(alarm => alarm.Code == "journal");
    }

    [Fact]
    public async Task Requests_wait_while_no_connector_reaches_TMS_and_are_done_as_soon_as_one_does()
    {
        _second.Hold();
        _one.Alarms.Raise("tms", LinkSeverity.Critical, "TMS cannot be reached.");
        _other.Alarms.Raise("tms", LinkSeverity.Critical, "TMS cannot be reached.");
        _one.Link.Look();
        _other.Link.Look();
        await UntilAsync(async () => await HealthAsync(_one) == ConnectorHealth.Outage && await HealthAsync(_other) == ConnectorHealth.Outage);
        await _asker.AskAsync("r1");
        await PassAsync(PoolLease.Patience + s_step);
        (_one.State.IsActive, _first.Done.Count, _first.Working).ShouldBe((true, 0, 1), "what is in work stays, and nothing new is taken");
        _one.Alarms.Clear("tms");
        _one.Link.Look();
        await UntilAsync(() => _first.Working == 2);
        _first.Release();
        string[] told = [(await _asker.NextAsync()).RequestId, (await _asker.NextAsync()).RequestId];
        told.ShouldBe(["r0", "r1"], ignoreOrder: true);
    }

    [Fact]
    public void The_connector_gives_up_first_then_the_gateway_then_the_lease_runs_out()
    {
        LinkTimes.GatewaySilence.ShouldBeGreaterThan(LinkTimes.Heartbeat * 2);
        LinkTimes.ConnectorSilence.ShouldBeGreaterThan(LinkTimes.GatewaySilence + LinkTimes.Heartbeat);
        PoolLease.Length.ShouldBeGreaterThan(LinkTimes.ConnectorSilence);
        PoolLease.Length.ShouldBeGreaterThanOrEqualTo(LinkTimes.GatewaySilence + LinkTimes.Send);
    }

    private async Task<TestConnector> StartAsync(Uri address, CountingHandler handler)
    {
        var connector = await TestConnector.RegisterAsync(_gateway, address, handler, _time);
        await connector.StartAsync();
        return connector;
    }

    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += s_step)
            await StepAsync();
    }

    private async Task PassUntilAsync(Func<bool> condition)
    {
        for (var steps = 0; !condition() && steps < 60; steps++)
            await StepAsync();
        await UntilAsync(condition);
    }

    /// <summary>Lets a little time pass; the connectors whose network is there have been answered by then.</summary>
    private async Task StepAsync()
    {
        _time.Advance(s_step);
        foreach (var connector in new[] { _one, _other }.Where(one => one.IsRunning && (one != _one || !_relay.IsSilent)))
        {
            // What is news is told at once.
            connector.Alarms.Raise("step", LinkSeverity.Warning, $"{_time.GetUtcNow():O}");
            connector.Link.Look();
            await UntilAsync(() => connector.State.HeardAt == _time.GetUtcNow());
        }
    }

    private async Task<ConnectorHealth> HealthAsync(TestConnector connector) => (await StatusAsync(connector)).Health;

    private async Task<ConnectorStatus> StatusAsync(TestConnector connector) =>
        (await _gateway.Grains.GetGrain<IConnectorGrain>(GrainKeys.Connector(connector.Id)).GetStatus())!;

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (!await condition())
            await Task.Delay(10, deadline.Token);
    }
}
