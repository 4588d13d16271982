using Dapper;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>
/// How often the database was put back from a backup. Devices may show then what the database knows nothing of, so whoever remembers that a device is
/// right remembers as of which restore.
/// </summary>
/// <param name="database">The database.</param>
public sealed class Restores(CatalogDatabase database)
{
    /// <summary>
    /// Another one for a new server, for a database that was made anew, and after a return to an earlier moment; that a standby took over counts as
    /// such, for it may lack the last writes.
    /// </summary>
    private const string OfPostgres = """
        SELECT (SELECT system_identifier FROM pg_control_system()) || ' ' || oid || ' ' || (SELECT timeline_id FROM pg_control_checkpoint())
        FROM pg_database WHERE datname = current_database()
        """;

    /// <summary>A file cannot be told from its copy: whoever makes a backup marks it as one.</summary>
    private const string OfSqlite = "in use";

    /// <summary>How often at the last <see cref="LookAsync"/>; 0 before it.</summary>
    public long Count { get; private set; }

    /// <summary>Looks whether the database was restored since a host last did. Of hosts that look at the same time one counts it.</summary>
    public Task LookAsync() => database.WriteAsync(async connection =>
    {
        var identity = database.IsPostgres ? await connection.ExecuteScalarAsync<string>(OfPostgres) : OfSqlite;
        await connection.ExecuteAsync(
            "UPDATE restores SET times = times + CASE WHEN identity = '' THEN 0 ELSE 1 END, identity = @identity WHERE identity <> @identity", new { identity });
        Count = await connection.ExecuteScalarAsync<long>("SELECT times FROM restores");
    });
}
