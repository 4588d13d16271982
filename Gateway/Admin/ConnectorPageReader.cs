using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Gateway.Meetings;
using HybridCalendar.Gateway.Overviews;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Organizations;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Admin;

/// <summary>Puts the page of connectors and TMS together, and the list that programs are given.</summary>
internal sealed partial class ConnectorPageReader(
    ConnectorList list, TmsRooms rooms, MeetingFinder meetings, IGrainFactory grains, IOptions<OrganizationOptions> organization, IOptions<GatewayOptions> gateway,
    TimeProvider time, ILogger<ConnectorPageReader> log)
{
    private const int MostConferences = 50;

    public IConnectorGrain Connector(string id) => grains.GetGrain<IConnectorGrain>(GrainKeys.Connector(id));

    public async Task<ConnectorPageView> ReadAsync(string? after = null)
    {
        var (shown, requests) = await AskAllAsync();
        var page = await Page<TmsRoomRow>.ReadAsync(null, size => rooms.ListAsync(after, size), row => row.Mailbox);
        var conferences = await meetings.FindAsync(null, null, null, null, onlyInTms: true, after: null, MostConferences);
        return new ConnectorPageView(shown, requests ?? NotAsked(), page.Items, page.Next, conferences, gateway.Value.PublicUrl!.AbsoluteUri.TrimEnd('/'))
        {
            HasRooms = page.Items.Count > 0 || after is not null,
        };
    }

    /// <returns>The connectors by id, and what is on its way to them; null when that cannot be asked now.</returns>
    public async Task<(IReadOnlyList<ShownConnector> Connectors, PoolStatus? Requests)> AskAllAsync()
    {
        // One after the other, connectors that hang would hold the answer up for as many times.
        var (connectors, pool) = (Task.WhenAll((await list.ReadAsync()).Select(AskAsync)), AskPoolAsync());
        return ([.. (await connectors).OfType<ShownConnector>()], await pool);
    }

    private PoolStatus NotAsked() => new(0, 0, null, null)
    {
        Alarms = [new ConnectorAlarm("requests-not-asked", AlarmSeverity.Error, OverviewReader.NotAsked, time.GetUtcNow())],
    };

    private async Task<PoolStatus?> AskPoolAsync()
    {
        try
        {
            return await grains.GetGrain<IConnectorPoolGrain>(GrainKeys.ConnectorPool(organization.Value.Id)).GetStatus().WaitAsync(OverviewReader.LongestAsk, time);
        }
#pragma warning disable CA1031 // The rest can be read.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotAsked(log, failure);
            return null;
        }
    }

    /// <returns>Null when it was removed since the list was read.</returns>
    private async Task<ShownConnector?> AskAsync(ConnectorRow row)
    {
        var name = row.DisplayName.Length > 0 ? row.DisplayName : row.Host;
        try
        {
            return await Connector(row.Id).GetStatus().WaitAsync(OverviewReader.LongestAsk, time) is { } status ? new ShownConnector(row.Id, name, status) : null;
        }
#pragma warning disable CA1031 // Whatever is wrong with one connector, all others can be told of.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotAsked(log, failure);
            return new ShownConnector(row.Id, name, null);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A connector, or the requests to them, could not be asked for the list of connectors, which says so")]
    private static partial void LogNotAsked(ILogger logger, Exception failure);
}
