using System.Collections.Frozen;
using System.Data.Common;
using Dapper;
using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Grains.Overviews;

/// <summary>What the overview needs besides lists, kept so that it is read by a few sums and never by asking grains one by one.</summary>
public sealed class OverviewTable(CatalogDatabase database)
{
    /// <summary>How long what was measured is kept: what is shown, and something for clocks that differ.</summary>
    public static readonly TimeSpan LatencyLife = TimeSpan.FromMinutes(75);

    /// <summary>A gateway that was not heard of for so long is gone, and the streams with it.</summary>
    public static readonly TimeSpan GatewayLife = TimeSpan.FromSeconds(45);

    private const string Counts =
        $"""
        SELECT (SELECT COUNT(*) FROM users WHERE enabled = 1) AS UsersEnabled,
            (SELECT COUNT(*) FROM workspaces WHERE calendar_enabled = 1) AS RoomsOn,
            (SELECT COUNT(*) FROM workspaces) AS Rooms,
            (SELECT COUNT(*) FROM users WHERE problem IS NOT NULL) AS UsersWithProblem,
            (SELECT COUNT(*) FROM workspaces WHERE problem IS NOT NULL) AS RoomsWithProblem,
            (SELECT COUNT(*) FROM devices WHERE link = 1) AS CloudDevices,
            (SELECT COUNT(*) FROM devices WHERE link = 0) AS Panels,
            (SELECT COUNT(*) FROM devices d WHERE link = 0 AND {DeviceConditions.Connected}) AS PanelsConnected,
            (SELECT COUNT(*) FROM devices d WHERE {DeviceConditions.Away}) AS PanelsAway,
            (SELECT COUNT(*) FROM devices WHERE problem IS NOT NULL) AS DevicesWithProblem,
            (SELECT CAST(COALESCE(SUM(buttons), 0) AS BIGINT) FROM room_days WHERE day = @today) AS ButtonsToday
        """;

    public async Task<OverviewCounts> CountAsync(DateTimeOffset now)
    {
        await using var connection = await database.OpenAsync();
        return await connection.QuerySingleAsync<OverviewCounts>(
            Counts, new { alive = AliveAt(now), today = DayOf(now) });
    }

    /// <summary>What was measured since a moment.</summary>
    public async Task<LatencySummary> ReadLatencyAsync(DateTimeOffset since)
    {
        await using var connection = await database.OpenAsync();
        var rows = (await connection.QueryAsync<(long Minute, long Class, long Changes)>(
            "SELECT minute, class, changes FROM latency_minutes WHERE minute >= @since ORDER BY minute", new { since = MinuteOf(since) })).ToList();
        var all = rows.GroupBy(row => (int)row.Class).ToDictionary(rows => rows.Key, rows => rows.Sum(row => row.Changes));
        return new LatencySummary(
            all.Values.Sum(), LatencyClasses.Quantile(all, 0.5), LatencyClasses.Quantile(all, 0.95),
            [.. rows.GroupBy(row => row.Minute).Select(minute => Sum(minute.Key, minute.ToDictionary(row => (int)row.Class, row => row.Changes)))]);
    }

    /// <summary>Adds what was measured, and forgets what is old.</summary>
    public Task AddLatencyAsync(IReadOnlyCollection<LatencyCount> counts, DateTimeOffset now) => database.WriteAsync(async connection =>
    {
        // All hosts in the same order: two that wait for each other's rows would end in a deadlock.
        foreach (var count in counts.OrderBy(count => (count.Minute, count.Class)))
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO latency_minutes (minute, class, changes) VALUES (@Minute, @Class, @Changes)
                ON CONFLICT (minute, class) DO UPDATE SET changes = latency_minutes.changes + @Changes
                """,
                new { count.Minute, Class = (long)count.Class, count.Changes });
        }
        await connection.ExecuteAsync("DELETE FROM latency_minutes WHERE minute < @oldest", new { oldest = MinuteOf(now - LatencyLife) });
    });

    /// <summary>When a gateway must have been heard of that is there now, UTC milliseconds since 1970.</summary>
    public static long AliveAt(DateTimeOffset now) => (now - GatewayLife).ToUnixTimeMilliseconds();

    /// <summary>Notes which devices hold a stream open at a gateway. Rows are written for those alone that came or went.</summary>
    /// <param name="gateway">The gateway's run.</param>
    /// <param name="devices">Their ids now.</param>
    /// <param name="before">Their ids when it told last.</param>
    /// <param name="now">UTC.</param>
    public Task PutStreamsAsync(string gateway, IReadOnlySet<string> devices, IReadOnlySet<string> before, DateTimeOffset now) => database.WriteAsync(async connection =>
    {
        var seen = now.ToUnixTimeMilliseconds();
        if (await connection.ExecuteAsync("UPDATE gateway_streams SET seen = @seen WHERE gateway = @gateway", new { gateway, seen }) == 0)
        {
            // The first time, or it was silent for so long that it was taken for gone, and what it had told with it.
            // A number that only a gateway of the version before reads, beside this one while the two are exchanged.
            await connection.ExecuteAsync("INSERT INTO gateway_streams (gateway, devices, seen) VALUES (@gateway, 0, @seen)", new { gateway, seen });
            before = FrozenSet<string>.Empty;
        }
        await connection.ExecuteAsync(
            "INSERT INTO device_streams (gateway, device) VALUES (@gateway, @device) ON CONFLICT DO NOTHING", devices.Except(before).Select(device => new { gateway, device }));
        await connection.ExecuteAsync(
            "DELETE FROM device_streams WHERE gateway = @gateway AND device = @device", before.Except(devices).Select(device => new { gateway, device }));
        if (await connection.ExecuteAsync("DELETE FROM gateway_streams WHERE seen < @gone", new { gone = AliveAt(now) }) > 0)
            await connection.ExecuteAsync("DELETE FROM device_streams WHERE gateway NOT IN (SELECT gateway FROM gateway_streams)");
    });

    /// <summary>How many meetings with a button a room shows on some days.</summary>
    /// <param name="room">Mail address.</param>
    /// <param name="days">Counts by day; 0 for a day that has none any more.</param>
    /// <param name="isAll">Whether there are no others.</param>
    /// <param name="today">What was before is forgotten.</param>
    public Task PutButtonsAsync(string room, IReadOnlyDictionary<long, int> days, bool isAll, long today) => database.WriteAsync(async connection =>
    {
        await connection.ExecuteAsync(
            isAll ? "DELETE FROM room_days WHERE room = @room" : "DELETE FROM room_days WHERE room = @room AND day < @today", new { room, today });
        foreach (var (day, buttons) in days)
            await PutDayAsync(connection, room, day, buttons);
    });

    /// <summary>Days since 1970, UTC.</summary>
    public static long DayOf(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / (24 * 3600);

    private static Task<int> PutDayAsync(DbConnection connection, string room, long day, int buttons) => connection.ExecuteAsync(
        buttons == 0
            ? "DELETE FROM room_days WHERE room = @room AND day = @day"
            : "INSERT INTO room_days (room, day, buttons) VALUES (@room, @day, @buttons) ON CONFLICT (room, day) DO UPDATE SET buttons = @buttons",
        new { room, day, buttons = (long)buttons });

    private static LatencyMinute Sum(long minute, Dictionary<int, long> counts) => new(
        DateTimeOffset.FromUnixTimeSeconds(minute * 60), counts.Values.Sum(), LatencyClasses.Quantile(counts, 0.5), LatencyClasses.Quantile(counts, 0.95));

    private static long MinuteOf(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / 60;
}
