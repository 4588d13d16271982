using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Gateway.Overviews;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Overviews;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace HybridCalendar.Gateway.Tests.Overviews;

/// <summary>What an administrator sees first, by program and on the page.</summary>
public sealed class OverviewTests : IAsyncLifetime
{
    private readonly GatewayHost _gateway = new();

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task It_follows_what_is_set_up_and_what_devices_do()
    {
        await ShowsAsync(0, "usersEnabled", "rooms", "panels", "panelsConnected");
        (await _gateway.Admin.PutAsJsonAsync("/api/users/anna@contoso.example", new { displayName = "Anna", enabled = true })).EnsureSuccessStatusCode();
        (await _gateway.Admin.PutAsJsonAsync("/api/workspaces/rila@contoso.example", new { displayName = "Rila", calendarEnabled = true, devices = Array.Empty<string>() })).EnsureSuccessStatusCode();
        (await _gateway.Admin.PostAsJsonAsync("/api/connectors", new { host = "connector.contoso.example", displayName = "Basement" })).EnsureSuccessStatusCode();
        var (device, token) = await _gateway.MakeDeviceAsync("rila-panel");
        await using (var stream = await DeviceClient.OpenAsync(_gateway, "rila-panel", token))
        {
            await stream.NextAsync();
            await ShowsAsync(1, "usersEnabled", "rooms", "roomsOn", "panels", "panelsConnected");
        }
        await ShowsAsync(0, "panelsConnected");
        var connector = (await ReadAsync()).GetProperty("connectors").EnumerateArray().ShouldHaveSingleItem();
        connector.GetProperty("name").GetString().ShouldBe("Basement");
        connector.GetProperty("health").GetString().ShouldBe("outage");

        await device.Show("""{"Bookings":[]}""", TimeProvider.System.GetUtcNow().AddSeconds(-4));
        await device.Confirm(1);
        await UntilAsync(async () => (await ReadAsync()).GetProperty("latency").GetProperty("changes").GetInt64() == 1);
        var latency = (await ReadAsync()).GetProperty("latency");
        latency.GetProperty("median").GetDouble().ShouldBeInRange(3, 60);
        latency.GetProperty("minutes").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task The_page_is_kept_up_to_date_by_the_server()
    {
        using var browser = new AdminBrowser(_gateway);
        await browser.SignInAsync(_gateway);
        (await browser.GetAsync("/admin")).Headers.Location!.ToString().ShouldBe("/admin/overview");
        (await browser.ReadAsync("/admin/overview")).ShouldContain("No change of a room&#x27;s calendar reached a device");

        using var live = await browser.OpenAsync("/admin/overview/live");
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var news = SseParser.Create(await live.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();
        (await NextFiguresAsync(news)).ShouldNotContain("What the room lost");
        await _gateway.Grains.GetGrain<IDeviceGrain>("device:other").Configure(new DeviceSettings { DisplayName = "Other" });
        (await NextFiguresAsync(news)).ShouldContain("of 1 panels connected");
    }

    [Fact]
    public async Task The_page_is_drawn_with_a_chart_in_both_languages()
    {
        var (device, _) = await _gateway.MakeDeviceAsync("chart-panel");
        await device.Show("""{"Bookings":[]}""", TimeProvider.System.GetUtcNow().AddSeconds(-4));
        await device.Confirm(1);
        await UntilAsync(async () => (await ReadAsync()).GetProperty("latency").GetProperty("changes").GetInt64() == 1);
        using var browser = new AdminBrowser(_gateway);
        await browser.SignInAsync(_gateway);
        var page = await browser.ReadAsync("/admin/overview");
        page.ShouldContain("<svg");
        page.ShouldContain("1 changes reached a device");
        await browser.GetAsync("/admin/language/bg");
        WebUtility.HtmlDecode(await browser.ReadAsync("/admin/overview")).ShouldContain("1 промени стигнаха до устройство");
    }

    [Fact]
    public async Task A_connector_that_does_not_serve_needs_attention()
    {
        using var browser = new AdminBrowser(_gateway);
        await browser.SignInAsync(_gateway);
        (await browser.ReadAsync("/admin/overview")).ShouldContain("Nothing: every mailbox is watched");
        (await _gateway.Admin.PostAsJsonAsync("/api/connectors", new { host = "silent.contoso.example", displayName = "Silent" })).EnsureSuccessStatusCode();

        await UntilAsync(async () => (await ReadAsync()).GetProperty("connectors").GetArrayLength() == 1);

        (await ReadAsync()).GetProperty("isFine").GetBoolean().ShouldBeFalse();
        var page = await browser.ReadAsync("/admin/overview");
        page.ShouldNotContain("Nothing: every mailbox is watched");
        page.ShouldContain("data-connector=\"silent.contoso.example\"");
        page.ShouldContain("It does not serve");
    }

    [Fact]
    public async Task Connectors_that_hang_are_waited_for_together()
    {
        var calls = 0;
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var time = new FakeTime(TimeProvider.System.GetUtcNow());
        var reader = await ReaderAsync(time, () =>
        {
            if (Interlocked.Increment(ref calls) == 3)
                asked.SetResult();
            return new TaskCompletionSource().Task;
        });
        using var gone = new CancellationTokenSource();

        var leaving = reader.ReadAsync(gone.Token);
        var reading = Task.WhenAll(reader.ReadAsync(CancellationToken.None), reader.ReadAsync(CancellationToken.None));
        // All are asked before any is given up.
        await asked.Task.WaitAsync(GatewayHost.LongDeadline);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => leaving);
        await UntilAsync(() =>
        {
            time.Advance(OverviewReader.LongestAsk);
            return Task.FromResult(reading.IsCompleted);
        });

        var overviews = await reading;
        overviews[1].ShouldBeSameAs(overviews[0]);
        calls.ShouldBe(3, "whoever looks meanwhile waits for the same");
        overviews[0].Connectors.Select(shown => shown.Health).ShouldBe([null, null]);
        overviews[0].RequestAlarms.ShouldHaveSingleItem().Text.ShouldBe(OverviewReader.NotAsked);
    }

    [Fact]
    public async Task What_took_long_to_read_is_new_when_it_comes()
    {
        var calls = 0;
        var time = new FakeTime(TimeProvider.System.GetUtcNow());
        var reader = await ReaderAsync(time, () =>
        {
            calls++;
            time.Advance(OverviewReader.LongestAsk);
            return Task.CompletedTask;
        });

        var overview = await reader.ReadAsync(CancellationToken.None);
        (await reader.ReadAsync(CancellationToken.None)).ShouldBeSameAs(overview);
        calls.ShouldBe(3);
        time.Advance(TimeSpan.FromSeconds(1));
        await reader.ReadAsync(CancellationToken.None);
        calls.ShouldBe(6);
    }

    /// <summary>Makes a reader that has two connectors and what is on its way to them to ask.</summary>
    private async Task<OverviewReader> ReaderAsync(TimeProvider time, Func<Task> ask)
    {
        foreach (var host in new[] { "one.contoso.example", "two.contoso.example" })
            (await _gateway.Admin.PostAsJsonAsync("/api/connectors", new { host })).EnsureSuccessStatusCode();
        var (connector, pool, grains) = (Substitute.For<IConnectorGrain>(), Substitute.For<IConnectorPoolGrain>(), Substitute.For<IGrainFactory>());
        connector.GetStatus().Returns(async _ =>
        {
            await ask();
            return (ConnectorStatus?)null;
        });
        pool.GetStatus().Returns(async _ =>
        {
            await ask();
            return new PoolStatus(0, 0, null, null);
        });
        grains.GetGrain<IConnectorGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(connector);
        grains.GetGrain<IConnectorPoolGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(pool);
        var services = _gateway.App.Services;
        return new OverviewReader(
            services.GetRequiredService<OverviewTable>(), services.GetRequiredService<Catalog>(), services.GetRequiredService<ConnectorList>(), grains,
            services.GetRequiredService<IOptions<OrganizationOptions>>(), time, NullLogger<OverviewReader>.Instance);
    }

    private async Task ShowsAsync(int count, params string[] names)
    {
        foreach (var name in names)
            await UntilAsync(async () => (await ReadAsync()).GetProperty("counts").GetProperty(name).GetInt64() == count);
    }

    private Task<JsonElement> ReadAsync() => _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/overview");

    private static async Task<string> NextFiguresAsync(IAsyncEnumerator<SseItem<string>> news)
    {
        while (await news.MoveNextAsync().AsTask().WaitAsync(GatewayHost.LongDeadline))
        {
            if (news.Current.EventType == "figures")
                return news.Current.Data;
        }
        throw new InvalidOperationException("The stream has ended.");
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await isSo())
            await looks.WaitForNextTickAsync(deadline.Token);
    }
}
