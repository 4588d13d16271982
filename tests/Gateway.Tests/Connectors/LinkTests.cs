using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Commands;
using HybridCalendar.Connector.Link;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Keys;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>The link between gateway and connector: what passes on it, who may use it, and what both sides say of each other.</summary>
public sealed class LinkTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IAsyncLifetime
{
    private readonly GatewayHost _gateway = gateway;
    private readonly CountingHandler _handler = new();
    private readonly List<IAsyncDisposable> _things = [];
    private readonly AskerBox _asker = new(() => gateway);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var thing in _things)
            await thing.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_of_a_meeting_passes_in_clear_or_lies_in_clear_on_either_side()
    {
        var relay = await RelayAsync();
        var connector = await StartAsync(relay.Address);
        await _asker.AskAsync(Id(0));
        var told = await _asker.NextAsync();
        _asker.Open(told).ShouldContain("zagora");
        _handler.Asked!.ShouldContain("Zagora");
        relay.Heard.ShouldContain(message => message.Contains("\"request\"", StringComparison.Ordinal));
        relay.Heard.ShouldContain(message => message.Contains("\"answer\"", StringComparison.Ordinal));
        string[] stored = [.. Files(_gateway.Folder), .. Files(connector.Options.DataDirectory)];
        stored.Length.ShouldBeGreaterThan(6);
        foreach (var text in relay.Heard.Concat(stored))
            text.Contains("zagora", StringComparison.OrdinalIgnoreCase).ShouldBeFalse(text[..Math.Min(100, text.Length)]);
    }

    [Fact]
    public async Task A_removed_connector_is_cut_off_at_once_and_not_let_in_again()
    {
        var connector = await StartAsync(_gateway.Address);
        await UntilAsync(() => connector.State.IsActive);
        (await _gateway.Admin.DeleteAsync($"/api/connectors/{connector.Id}")).EnsureSuccessStatusCode();
        await UntilAsync(() => connector.State.Problem?.Contains("not registered here, or was removed", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_wrong_clock_is_told_on_the_link_too()
    {
        var connector = await TestConnector.RegisterAsync(_gateway, _gateway.Address, _handler, new FakeTime(TimeProvider.System.GetUtcNow().AddMinutes(-20)));
        _things.Add(connector);
        await connector.StartAsync();
        await UntilAsync(() => connector.State.Problem?.Contains("20 min behind", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Another_connector_stands_by_and_takes_over()
    {
        var one = await StartAsync(_gateway.Address);
        await UntilAsync(() => one.State.IsActive);
        var other = await StartAsync(_gateway.Address);
        _handler.Hold();
        await _asker.AskAsync(Id(0));
        await UntilAsync(() => _handler.Asked is not null);
        await one.StopAsync();
        await UntilAsync(() => other.State.IsActive);
        _handler.Release();
        (await _asker.NextAsync()).RequestId.ShouldBe(Id(0));
        _handler.Done[Id(0)].ShouldBe(1);
    }

    [Fact]
    public async Task Work_ends_with_the_connection_and_is_done_by_the_connector_that_takes_over()
    {
        var relay = await RelayAsync();
        var one = await StartAsync(relay.Address);
        await UntilAsync(() => one.State.IsActive);
        _handler.Hold();
        await _asker.AskAsync(Id(0));
        await UntilAsync(() => _handler.Working == 1);
        relay.Cuts = _ => true;
        relay.Cut();
        await UntilAsync(() => _handler.Working == 0);
        var next = new CountingHandler();
        _things.Add(await TestConnector.StartAsync(_gateway, _gateway.Address, next));
        (await _asker.NextAsync()).RequestId.ShouldBe(Id(0));
        _handler.Release();
        relay.Cuts = _ => false;
        await UntilAsync(() => one.State.IsConnected);
        next.Done[Id(0)].ShouldBe(1);
        _handler.Done.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connector_whose_disk_is_full_serves_no_more_until_it_can_write()
    {
        var connector = await StartAsync(_gateway.Address);
        await UntilAsync(() => connector.State.IsActive);
        using (new FullDisk(connector.Options.DataDirectory))
        {
            await _asker.AskAsync(Id(0));
            await UntilAsync(() => !connector.State.IsActive, connector.Link.Look);
            connector.Alarms.Alarms.ShouldHaveSingleItem().Severity.ShouldBe(LinkSeverity.Critical);
            _handler.Done[Id(0)].ShouldBe(1);
        }
        await UntilAsync(() => connector.State.IsActive, connector.Link.Look);
        connector.Alarms.Alarms.ShouldBeEmpty();
        var told = await _asker.NextAsync();
        (told.RequestId, told.Problem).ShouldBe((Id(0), null));
        // Once more when it was stopped before it could write.
        _handler.Done[Id(0)].ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_connector_that_cannot_read_its_journal_for_a_while_goes_on()
    {
        var connector = await StartAsync(_gateway.Address);
        await HealthAsync(connector, "operational");
        using (new LostJournal(connector.Options.DataDirectory))
        {
            connector.Alarms.Raise("tms", LinkSeverity.Critical, "TMS cannot be reached.");
            connector.Link.Look();
            await HealthAsync(connector, "outage");
        }
        connector.Alarms.Clear("tms");
        connector.Link.Look();
        await HealthAsync(connector, "operational");
        StatusReport.Read(connector.Options.DataDirectory)!.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task No_more_requests_are_in_work_than_the_window_allows()
    {
        var connector = await StartAsync(_gateway.Address);
        for (var i = 0; i < 20; i++)
            await _asker.AskAsync(Id(i));
        for (var i = 0; i < 20; i++)
            await _asker.NextAsync();
        _handler.Most.ShouldBeLessThanOrEqualTo(connector.State.Heartbeat(hasGivenUp: false, 0).Window);
        _handler.Done.Count.ShouldBe(20);
    }

    [Fact]
    public async Task Both_sides_say_how_a_connector_is_and_when_they_differ()
    {
        var connector = await StartAsync(_gateway.Address);
        (await HealthAsync(connector, "operational")).GetProperty("difference").ValueKind.ShouldBe(JsonValueKind.Null);
        connector.Alarms.Raise("tms", LinkSeverity.Critical, "TMS cannot be reached.");
        connector.Link.Look();
        var alarm = (await HealthAsync(connector, "outage")).GetProperty("reported").GetProperty("alarms")[0];
        (alarm.GetProperty("severity").GetString(), alarm.GetProperty("text").GetString()).ShouldBe(("critical", "TMS cannot be reached."));
        connector.Alarms.Clear("tms");
        new MaintenanceSwitch(connector.Options.DataDirectory).Set(true);
        connector.Link.Look();
        await HealthAsync(connector, "maintenance");
        await UntilAsync(() => !connector.State.IsActive);
        new MaintenanceSwitch(connector.Options.DataDirectory).Set(false);
        connector.Link.Look();
        await HealthAsync(connector, "operational");
        await connector.StopAsync();
        (await HealthAsync(connector, "outage")).GetProperty("difference").GetString()!.ShouldContain("said last that it is operational");
        var lines = string.Join('\n', StatusCommand.Describe(StatusReport.Read(connector.Options.DataDirectory), TimeProvider.System.GetUtcNow()));
        lines.ShouldContain("not connected, so the gateway counts it as outage");
    }

    [Fact]
    public async Task A_connector_that_ends_while_in_maintenance_is_said_not_to_be_heard_of()
    {
        var connector = await StartAsync(_gateway.Address);
        new MaintenanceSwitch(connector.Options.DataDirectory).Set(true);
        connector.Link.Look();
        (await HealthAsync(connector, "maintenance")).GetProperty("difference").ValueKind.ShouldBe(JsonValueKind.Null);
        await connector.StopAsync();
        JsonElement difference = default;
        await UntilAsync(async () => (difference = (await HealthAsync(connector, "maintenance")).GetProperty("difference")).ValueKind == JsonValueKind.String);
        difference.GetString()!.ShouldContain("not been heard of since");
        var lines = string.Join('\n', StatusCommand.Describe(StatusReport.Read(connector.Options.DataDirectory), TimeProvider.System.GetUtcNow()));
        lines.ShouldContain("in maintenance, and not connected");
    }

    [Fact]
    public async Task A_key_that_is_made_or_revoked_reaches_the_connector()
    {
        var keys = _gateway.App.Services.GetRequiredService<OrganizationKeys>();
        await StartAsync(_gateway.Address);
        await keys.RotateAsync();
        await _asker.AskAsync(Id(0));
        _asker.Open(await _asker.NextAsync()).ShouldContain(Id(0));
        await keys.RevokeAsync(keys.Active.Id);
        await _asker.AskAsync(Id(1));
        _asker.Open(await _asker.NextAsync()).ShouldContain(Id(1));
    }

    [Fact]
    public async Task The_link_goes_through_a_proxy()
    {
        await using var proxy = new TunnelProxy();
        _things.Add(await TestConnector.StartAsync(_gateway, _gateway.Address, _handler, proxy.Address));
        await _asker.AskAsync(Id(0));
        await _asker.NextAsync();
        proxy.Tunnels.ShouldBeGreaterThan(0);
    }

    /// <summary>Tests share the table of requests.</summary>
    private string Id(int number) => $"{_asker.Name}-{number}";

    private async Task<TestConnector> StartAsync(Uri address)
    {
        var connector = await TestConnector.StartAsync(_gateway, address, _handler);
        _things.Add(connector);
        return connector;
    }

    private async Task<LinkRelay> RelayAsync()
    {
        var relay = await LinkRelay.StartAsync(() => _gateway.Address);
        _things.Add(relay);
        return relay;
    }

    private async Task<JsonElement> HealthAsync(TestConnector connector, string health)
    {
        JsonElement status = default;
        await UntilAsync(async () =>
        {
            status = (await _gateway.Admin.GetFromJsonAsync<JsonElement>($"/api/connectors/{connector.Id}")).GetProperty("status");
            return status.GetProperty("health").GetString() == health;
        });
        return status;
    }

    private static IEnumerable<string> Files(string folder)
    {
        foreach (var file in Directory.GetFiles(folder).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return Encoding.Latin1.GetString(bytes);
        }
    }

    private static Task UntilAsync(Func<bool> condition, Action look) => UntilAsync(() =>
    {
        look();
        return condition();
    });

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (!await condition())
            await Task.Delay(20, deadline.Token);
    }
}
