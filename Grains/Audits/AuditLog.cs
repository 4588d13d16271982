using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Keys;

namespace HybridCalendar.Grains.Audits;

/// <summary>What administrators changed: rows are added, and never changed or removed. Settings hold links: they are stored sealed.</summary>
public sealed class AuditLog(CatalogDatabase database, ColumnSeal seal, TimeProvider time)
{
    private const string Columns = "id AS Id, at AS At, who AS Who, action AS Action, subject AS Subject, was AS Was, becomes AS Becomes, "
        + "outcome_unknown AS OutcomeUnknown";

    /// <summary>SQLite has one writer: a long list must not keep others waiting.</summary>
    private const int MostAtOnce = 1_000;

    private int _sequence;

    /// <summary>
    /// An import changes 100,000 users: a trip to PostgreSQL for each row would be half of its time. SQLite makes none, and looks each
    /// parameter up among all of a statement.
    /// </summary>
    private int MostInAStatement => database.IsPostgres ? 100 : 1;

    /// <summary>Adds rows; their ids and times are given here.</summary>
    public async Task AddAsync(params IEnumerable<AuditRow> rows)
    {
        foreach (var some in rows.Select(Stamp).Chunk(MostAtOnce))
        {
            await database.WriteAsync(async connection =>
            {
                foreach (var few in some.Chunk(MostInAStatement))
                    await InsertAsync(connection, few);
            });
        }
    }

    /// <summary>The newest first.</summary>
    /// <param name="search">Which rows.</param>
    /// <param name="after">The last id of the page before, or null for the first page.</param>
    /// <param name="top">At most so many.</param>
    public async Task<IReadOnlyList<AuditRow>> ListAsync(AuditSearch search, string? after, int top)
    {
        var filter = (after is null ? "" : "AND id < @after ")
            + (search.Who is null ? "" : "AND who = @Who ")
            + (search.Subject is null ? "" : "AND subject = @Subject ")
            + (search.From is null ? "" : "AND id >= @from ")
            + (search.Until is null ? "" : "AND id < @until ");
        await using var connection = await database.OpenAsync();
        var rows = await connection.QueryAsync<AuditRow>(
            $"SELECT {Columns} FROM audit WHERE 1 = 1 {filter}ORDER BY id DESC LIMIT @top",
            new { search.Who, search.Subject, from = Begin(search.From), until = Begin(search.Until), after, top });
        return
        [
            .. rows.Select(row => row with
            {
                Was = seal.Open(row.Was), Becomes = seal.Open(row.Becomes), IsClear = (row.Becomes ?? row.Was) is { } stored && !ColumnSeal.IsSealed(stored),
            }),
        ];
    }

    private static async Task InsertAsync(DbConnection connection, AuditRow[] rows)
    {
        var parameters = new DynamicParameters();
        foreach (var (number, row) in rows.Index())
        {
            parameters.Add($"Id{number}", row.Id);
            parameters.Add($"At{number}", row.At);
            parameters.Add($"Who{number}", row.Who);
            parameters.Add($"Action{number}", row.Action);
            parameters.Add($"Subject{number}", row.Subject);
            parameters.Add($"Was{number}", row.Was);
            parameters.Add($"Becomes{number}", row.Becomes);
            parameters.Add($"Unknown{number}", row.OutcomeUnknown ? 1L : 0L);
        }
        var values = rows.Select((_, number) => $"(@Id{number}, @At{number}, @Who{number}, @Action{number}, @Subject{number}, @Was{number}, @Becomes{number}, @Unknown{number})");
        await connection.ExecuteAsync(
            $"INSERT INTO audit (id, at, who, action, subject, was, becomes, outcome_unknown) VALUES {string.Join(", ", values)}", parameters);
    }

    /// <summary>What ids of a moment begin with: they are in order, and all queries go along them.</summary>
    private static string? Begin(long? at) => at is { } moment ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, moment):x12}") : null;

    private AuditRow Stamp(AuditRow row)
    {
        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        // In the order of time, and of this host's changes within a millisecond; other hosts' ids differ by chance.
        var id = string.Create(CultureInfo.InvariantCulture, $"{Begin(at)}{(uint)Interlocked.Increment(ref _sequence):x8}{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
        return row with { Id = id, At = at, Was = seal.Seal(row.Was), Becomes = seal.Seal(row.Becomes) };
    }
}
