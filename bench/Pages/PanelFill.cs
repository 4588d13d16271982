using System.Collections.Frozen;
using HybridCalendar.Bench.Change;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Overviews;

namespace HybridCalendar.Bench.Pages;

/// <summary>
/// A panel in each room: one of a hundred has a problem, another one is away, the others hold streams to two gateways, of which nothing but what
/// they tell of them is there. And what an overview sums up: buttons of ten days, an hour's latencies.
/// </summary>
internal sealed class PanelFill : IAsyncDisposable
{
    private const int ButtonDays = 10;
    private static readonly TimeSpan s_repeat = OverviewTable.GatewayLife / 3;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _telling;

    private PanelFill(OverviewTable table, FrozenSet<string>[] byGateway) => _telling = TellAsync(table, byGateway);

    /// <returns>Keeps the panels connected until it is disposed of.</returns>
    public static async Task<PanelFill> PutAsync(IServiceProvider services, PagesPlan plan)
    {
        var (catalog, claims, table) = (services.GetRequiredService<Catalog>(), services.GetRequiredService<WorkspaceClaims>(), services.GetRequiredService<OverviewTable>());
        var today = OverviewTable.DayOf(Output.Now);
        await WorldSetup.EachAsync(plan.Rooms, async number =>
        {
            var (id, mail) = (PagesPlan.PanelId(number), PagesPlan.RoomMail(number));
            await catalog.PutDeviceAsync(new DeviceRow
            {
                Id = id, DisplayName = $"Panel {number}", Link = DeviceLink.Gateway, Problem = number % 100 == 1 ? "The device does not know the command." : null,
            });
            await claims.TakeAsync(mail, mail, [id]);
            await table.PutButtonsAsync(mail, Enumerable.Range(0, ButtonDays).ToDictionary(day => today + day, day => 1 + (number + day) % 8), isAll: true, today);
        });
        await table.AddLatencyAsync([.. Latencies()], Output.Now);
        var connected = Enumerable.Range(0, plan.Rooms).Where(number => number % 100 != 2).ToLookup(number => number % 2, PagesPlan.PanelId);
        FrozenSet<string>[] byGateway = [connected[0].ToFrozenSet(), connected[1].ToFrozenSet()];
        for (var gateway = 0; gateway < byGateway.Length; gateway++)
            await table.PutStreamsAsync(Name(gateway), byGateway[gateway], FrozenSet<string>.Empty, Output.Now);
        return new PanelFill(table, byGateway);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _telling;
        _stop.Dispose();
    }

    /// <summary>In each minute of the last hour, in classes up to ten seconds.</summary>
    private static IEnumerable<LatencyCount> Latencies() =>
        from minute in Enumerable.Range(0, 60)
        from classes in Enumerable.Range(0, LatencyClasses.Of(TimeSpan.FromSeconds(10)) + 1)
        select new LatencyCount(Output.Now.ToUnixTimeSeconds() / 60 - minute, classes, 1 + (minute + classes) % 7);

    /// <summary>As gateways do, so that nobody takes them for gone.</summary>
    private async Task TellAsync(OverviewTable table, FrozenSet<string>[] byGateway)
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(s_repeat, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            for (var gateway = 0; gateway < byGateway.Length; gateway++)
                await table.PutStreamsAsync(Name(gateway), byGateway[gateway], byGateway[gateway], Output.Now);
        }
    }

    private static string Name(int gateway) => $"bench-{gateway}";
}
