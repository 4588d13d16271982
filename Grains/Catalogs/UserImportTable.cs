using Dapper;
using HybridCalendar.Grains.Keys;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>Imports of users: any gateway can tell how far one is that another runs. Files and what they change are stored sealed.</summary>
public sealed class UserImportTable(CatalogDatabase database, ColumnSeal seal)
{
    /// <summary>For what is over: it is not applied a second time.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Adds an import.</summary>
    /// <param name="id">Not used before.</param>
    /// <param name="started">UTC milliseconds since 1970.</param>
    /// <param name="file">The file's text.</param>
    /// <param name="status">JSON.</param>
    public Task AddAsync(string id, long started, string file, string status)
    {
        var row = new { id, started, file = seal.Seal(file), status = seal.Seal(status) };
        return database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync("INSERT INTO user_imports (id, started, status) VALUES (@id, @started, @status)", row);
            await connection.ExecuteAsync("INSERT INTO user_import_files (import, file) VALUES (@id, @file)", row);
        });
    }

    /// <summary>Says how far an import is.</summary>
    /// <param name="id">The import.</param>
    /// <param name="status">JSON.</param>
    /// <param name="freeFrom">From when on somebody else may apply it, UTC milliseconds since 1970, or <see cref="Never"/>.</param>
    public Task UpdateAsync(string id, string status, long freeFrom)
    {
        var row = new { id, status = seal.Seal(status), freeFrom };
        return database.ExecuteAsync("UPDATE user_imports SET status = @status, free_from = @freeFrom WHERE id = @id", row);
    }

    /// <summary>Takes an import, so that nobody else applies it meanwhile, and says so in the status: both or neither.</summary>
    /// <param name="id">The import.</param>
    /// <param name="status">JSON; kept only when it was free.</param>
    /// <param name="now">UTC milliseconds since 1970.</param>
    /// <param name="freeFrom">From when on somebody else may apply it unless more is heard.</param>
    /// <returns>The file's text; null when somebody else applies it, it is over, or there is none.</returns>
    public async Task<string?> TakeAsync(string id, string status, long now, long freeFrom)
    {
        var row = new { id, status = seal.Seal(status), now, freeFrom };
        string? file = null;
        await database.WriteAsync(async connection =>
        {
            if (await connection.QuerySingleOrDefaultAsync<string?>("SELECT file FROM user_import_files WHERE import = @id", row) is { } found
                && await connection.ExecuteAsync("UPDATE user_imports SET status = @status, free_from = @freeFrom WHERE id = @id AND free_from <= @now", row) == 1)
                file = found;
        });
        return seal.Open(file);
    }

    /// <summary>Notes which users are being changed.</summary>
    /// <param name="id">The import.</param>
    /// <param name="pending">JSON; null when what was noted is told elsewhere.</param>
    public Task SetPendingAsync(string id, string? pending)
    {
        var row = new { id, pending = seal.Seal(pending) };
        return database.ExecuteAsync("UPDATE user_imports SET pending = @pending WHERE id = @id", row);
    }

    /// <summary>Which users were being changed when imports ended early that nobody applies now, by import.</summary>
    /// <param name="now">UTC milliseconds since 1970.</param>
    public async Task<IReadOnlyList<(string Id, string Pending)>> ListPendingAsync(long now)
    {
        await using var connection = await database.OpenAsync();
        var rows = await connection.QueryAsync<(string Id, string Pending)>("SELECT id, pending FROM user_imports WHERE pending IS NOT NULL AND free_from <= @now", new { now });
        return [.. rows.Select(row => (row.Id, seal.Open(row.Pending)!))];
    }

    /// <returns>The file's text; null when there is no such import.</returns>
    public async Task<string?> ReadFileAsync(string id)
    {
        await using var connection = await database.OpenAsync();
        return seal.Open(await connection.QuerySingleOrDefaultAsync<string?>("SELECT file FROM user_import_files WHERE import = @id", new { id }));
    }

    /// <returns>JSON; null when there is no such import.</returns>
    public async Task<string?> FindAsync(string id)
    {
        await using var connection = await database.OpenAsync();
        return seal.Open(await connection.QuerySingleOrDefaultAsync<string?>("SELECT status FROM user_imports WHERE id = @id", new { id }));
    }

    /// <summary>Removes the imports that began before a moment, but for those of which the audit log has something to learn.</summary>
    /// <param name="before">UTC milliseconds since 1970.</param>
    public Task ForgetAsync(long before) => database.WriteAsync(async connection =>
    {
        const string Old = "FROM user_imports WHERE started < @before AND pending IS NULL";
        await connection.ExecuteAsync($"DELETE FROM user_import_files WHERE import IN (SELECT id {Old})", new { before });
        await connection.ExecuteAsync($"DELETE {Old}", new { before });
    });
}
