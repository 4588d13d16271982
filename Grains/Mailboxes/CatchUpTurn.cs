using System.Data.Common;
using Dapper;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Hints;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>
/// Whether this run of a gateway has to have mailboxes look for what they missed. Where another one lives that has seen to it, nothing was
/// missed: Graph's notifications went there. Of several that start after an outage one does it.
/// </summary>
/// <param name="database">Where runs count their beats.</param>
/// <param name="owner">The name of this run.</param>
/// <param name="time">This run's clock. Whether another one lives is told by its beats, so that clocks need not agree.</param>
internal sealed class CatchUpTurn(CatalogDatabase database, string owner, TimeProvider time)
{
    /// <summary>One that lives beats more often. People wait a minute after an outage, so this is short.</summary>
    public static readonly TimeSpan Patience = HintLease.BeatPeriod * 1.5;

    private const long LockId = 0x48_43_43_55;
    private const int AtIt = 1;
    private const int Done = 2;
    private readonly Dictionary<string, (long Beats, DateTimeOffset Since, bool IsProven)> _watched = [];

    /// <summary>To be asked again until it is known.</summary>
    /// <returns>True when it is this run's turn, false when there is nothing to do, null while others are watched.</returns>
    public async Task<bool?> DecideAsync()
    {
        bool? turn = null;
        await database.WriteAsync(async connection =>
        {
            // One decides at a time, so that not two begin.
            if (database.IsPostgres)
                await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@LockId)", new { LockId });
            turn = Judge(await ReadOthersAsync(connection));
            if (turn is { } isMine)
                await SetAsync(connection, isMine ? AtIt : Done);
        });
        return turn;
    }

    /// <summary>All mailboxes were told.</summary>
    public Task EndAsync() => database.WriteAsync(connection => SetAsync(connection, Done));

    private bool? Judge(IReadOnlyList<Run> others)
    {
        var living = others.Where(Lives).ToList();
        if (living.Exists(run => run.CaughtUp == Done && _watched[run.Owner].IsProven))
            return false;
        return living.Exists(run => run.CaughtUp == AtIt || !_watched[run.Owner].IsProven) ? null : true;
    }

    /// <summary>False for one whose beats have not changed for too long.</summary>
    private bool Lives(Run run)
    {
        var now = time.GetUtcNow();
        if (!_watched.TryGetValue(run.Owner, out var seen))
            seen = _watched[run.Owner] = (run.Beats, now, false);
        else if (seen.Beats != run.Beats)
            seen = _watched[run.Owner] = (run.Beats, now, true);
        return now - seen.Since < Patience;
    }

    private async Task<IReadOnlyList<Run>> ReadOthersAsync(DbConnection connection) =>
        [.. await connection.QueryAsync<Run>("SELECT owner, beats, CAST(caught_up AS BIGINT) AS CaughtUp FROM hint_owners WHERE owner <> @owner", new { owner })];

    private Task<int> SetAsync(DbConnection connection, int caughtUp) =>
        connection.ExecuteAsync("UPDATE hint_owners SET caught_up = @caughtUp WHERE owner = @owner", new { owner, caughtUp });

    /// <summary>Not by a constructor: of an expression without rows SQLite does not know that it is a number.</summary>
    private sealed record Run
    {
        public required string Owner { get; init; }
        public required long Beats { get; init; }
        public required long CaughtUp { get; init; }
    }
}
