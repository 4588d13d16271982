using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Link;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>A connector that finds none of what another one booked would book everything a second time: it must not serve.</summary>
public sealed class OtherTmsTests : IAsyncLifetime
{
    private readonly GatewayHost _gateway = new();
    private readonly CountingHandler _first = new();
    private readonly CountingHandler _second = new();
    private AskerBox _asker = null!;
    private TestConnector _one = null!;

    public async ValueTask InitializeAsync()
    {
        await _gateway.InitializeAsync();
        _asker = new AskerBox(() => _gateway);
        _one = await StartAsync(_first, new LinkTo());
        await UntilAsync(() => Task.FromResult(_one.State.IsActive));
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("https://other.company.com", "EX:TMSCC-HybridCalendar")]
    [InlineData("https://tms.company.com", "EX:TMSCC-Other")]
    public async Task One_that_leads_elsewhere_is_given_nothing_while_the_one_that_served_is_registered(string address, string source)
    {
        await using var other = await StartAsync(_second, new LinkTo(address, source));
        await UntilAsync(async () => await AlarmAsync() is not null);
        (await AlarmAsync()).ShouldNotBeNull().ShouldContain($"{other.Id} has another Tms:Url or Tms:SourceId than {_one.Id}");

        await _one.StopAsync();
        await _asker.AskAsync("r1");
        await BeatAsync(other);
        (other.State.IsActive, _second.Done.Count).ShouldBe((false, 0));

        (await _gateway.Admin.DeleteAsync($"/api/connectors/{_one.Id}")).EnsureSuccessStatusCode();
        await BeatAsync(other);
        (await _asker.NextAsync()).RequestId.ShouldBe("r1");
        _second.Done["r1"].ShouldBe(1);
        (await AlarmAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task The_alarm_is_shown_where_an_administrator_looks_first_and_goes_when_the_settings_are_alike()
    {
        await using var other = await StartAsync(_second, new LinkTo("https://other.company.com"));
        await UntilAsync(async () => await AlarmAsync() is not null);
        using var browser = new AdminBrowser(_gateway);
        await browser.SignInAsync(_gateway);
        await UntilAsync(async () => (await browser.ReadAsync("/admin/overview")).Contains("data-alarm=\"tms-differs\"", StringComparison.Ordinal));
        (await browser.ReadAsync("/admin/connectors")).ShouldContain("data-alarm=\"tms-differs\"");
        (await _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/overview")).GetProperty("requestAlarms")[0].GetProperty("severity").GetString().ShouldBe("error");

        await other.StopAsync();
        await other.StartAsync(new LinkTo("https://TMS.company.com"));
        await UntilAsync(async () => await AlarmAsync() is null);
        await _one.StopAsync();
        await UntilAsync(() => Task.FromResult(other.State.IsActive));
    }

    /// <summary>Has the connector say something and waits for the answer.</summary>
    private static async Task BeatAsync(TestConnector connector)
    {
        var before = connector.State.HeardAt;
        connector.Alarms.Raise("beat", LinkSeverity.Warning, Guid.NewGuid().ToString());
        connector.Link.Look();
        await UntilAsync(() => Task.FromResult(connector.State.HeardAt > before));
    }

    private async Task<TestConnector> StartAsync(CountingHandler handler, LinkTo tms)
    {
        var connector = await TestConnector.RegisterAsync(_gateway, _gateway.Address, handler);
        await connector.StartAsync(tms);
        return connector;
    }

    private async Task<string?> AlarmAsync()
    {
        JsonElement requests = default;
        // Null when a busy machine could not ask in time.
        await UntilAsync(async () =>
        {
            requests = (await _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/connectors")).GetProperty("requests");
            return requests.ValueKind == JsonValueKind.Object;
        });
        return requests.GetProperty("alarms").EnumerateArray().Where(alarm => alarm.GetProperty("code").GetString() == "tms-differs")
            .Select(alarm => alarm.GetProperty("text").GetString()).SingleOrDefault();
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (!await condition())
            await Task.Delay(20, deadline.Token);
    }

    /// <summary>Leads to a TMS that is never asked.</summary>
    private sealed class LinkTo(string address = "https://tms.company.com", string source = "EX:TMSCC-HybridCalendar") : ILinkTest
    {
        public LinkTms Settings { get; } = new(address, @"COMPANY\hybridcalendar", "Ntlm", null, source, 180, 2);

        public Task<IReadOnlyList<LinkTestResult>> RunAsync(bool books, CancellationToken cancel) => Task.FromResult<IReadOnlyList<LinkTestResult>>([]);
    }
}
