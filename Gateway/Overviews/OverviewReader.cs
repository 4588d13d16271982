using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Overviews;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Overviews;

/// <summary>Puts the overview together. Whoever looks within the same second sees the same: many windows cost no more than one.</summary>
internal sealed partial class OverviewReader(
    OverviewTable table, Catalog catalog, ConnectorList connectors, IGrainFactory grains, IOptions<OrganizationOptions> organization, TimeProvider time,
    ILogger<OverviewReader> log)
{
    /// <summary>How far back the latency goes.</summary>
    public static readonly TimeSpan LatencySpan = TimeSpan.FromHours(1);
    private const int MostProblems = 5;
    /// <summary>What is told when nobody knows how the requests are.</summary>
    public const string NotAsked = "The requests to TMS cannot be asked for now; the log tells what fails.";
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(1);

    /// <summary>A page waits no longer for connectors, and for what is on its way to them; all windows wait together.</summary>
    public static readonly TimeSpan LongestAsk = TimeSpan.FromSeconds(2);
    private readonly Lock _lock = new();
    /// <summary>What is being read, or was read last.</summary>
    private Task<(Overview Overview, DateTimeOffset ReadAt)>? _reading;

    public async Task<Overview> ReadAsync(CancellationToken cancel)
    {
        Task<(Overview Overview, DateTimeOffset ReadAt)> reading;
        lock (_lock)
        {
            if (_reading is null || _reading.IsCompleted && !IsFresh(_reading))
                _reading = Task.Run(ReadAnewAsync, CancellationToken.None);
            reading = _reading;
        }
        return (await reading.WaitAsync(cancel)).Overview;
    }

    /// <summary>Counted from its end: what took long to read would else be old when it comes.</summary>
    private bool IsFresh(Task<(Overview Overview, DateTimeOffset ReadAt)> read) => read.IsCompletedSuccessfully && time.GetUtcNow() - read.Result.ReadAt < s_fresh;

    /// <summary>For all who wait: nobody who goes away ends it.</summary>
    private async Task<(Overview Overview, DateTimeOffset ReadAt)> ReadAnewAsync()
    {
        var now = time.GetUtcNow();
        var rows = await connectors.ReadAsync();
        var (asked, alarms) = (Task.WhenAll(rows.Select(AskAsync)), rows.Count == 0 ? Task.FromResult<IReadOnlyList<ConnectorAlarm>>([]) : AskPoolAsync());
        var (counts, problems, latency) = (await table.CountAsync(now), await ListProblemsAsync(), await table.ReadLatencyAsync(now - LatencySpan));
        return (new Overview(now, counts, await asked, await alarms, problems, latency), time.GetUtcNow());
    }

    private async Task<IReadOnlyList<OverviewProblem>> ListProblemsAsync()
    {
        var rooms = await catalog.ListWorkspacesAsync(null, MostProblems, onlyProblems: true);
        var users = await catalog.ListUsersAsync(null, MostProblems, onlyProblems: true);
        return
        [
            .. rooms.Select(row => new OverviewProblem(true, row.Mail, row.DisplayName, row.Problem ?? ""))
                .Concat(users.Select(row => new OverviewProblem(false, row.Mail, row.DisplayName, row.Problem ?? ""))),
        ];
    }

    private async Task<OverviewConnector> AskAsync(ConnectorRow row)
    {
        var name = row.DisplayName.Length > 0 ? row.DisplayName : row.Host;
        try
        {
            var status = await grains.GetGrain<IConnectorGrain>(GrainKeys.Connector(row.Id)).GetStatus().WaitAsync(LongestAsk, time);
            return new OverviewConnector(row.Id, name, status?.Health, [.. (status?.Reported?.Alarms ?? []).OrderByDescending(alarm => alarm.Severity)]);
        }
#pragma warning disable CA1031 // Whatever is wrong with one connector, the overview tells of everything else.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotAsked(log, failure);
            return new OverviewConnector(row.Id, name, null, []);
        }
    }

    private async Task<IReadOnlyList<ConnectorAlarm>> AskPoolAsync()
    {
        try
        {
            var status = await grains.GetGrain<IConnectorPoolGrain>(GrainKeys.ConnectorPool(organization.Value.Id)).GetStatus().WaitAsync(LongestAsk, time);
            return [.. status.Alarms.OrderByDescending(alarm => alarm.Severity)];
        }
#pragma warning disable CA1031 // Whatever is wrong with requests, the overview tells of everything else.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotAsked(log, failure);
            return [new ConnectorAlarm("requests-not-asked", AlarmSeverity.Error, NotAsked, time.GetUtcNow())];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A connector, or what is on its way to it, could not be asked for the overview, which says so")]
    private static partial void LogNotAsked(ILogger logger, Exception failure);
}
