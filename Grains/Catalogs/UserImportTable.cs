using Dapper;
using HybridCalendar.Grains.Keys;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>Imports of users: any gateway can tell how far one is that another runs. Files and what they change are stored sealed.</summary>
public sealed class UserImportTable(CatalogDatabase database, ColumnSeal seal)
{
    /// <summary>Adds an import.</summary>
    /// <param name="id">Not used before.</param>
    /// <param name="started">UTC milliseconds since 1970.</param>
    /// <param name="file">The file's text.</param>
    /// <param name="status">JSON.</param>
    public Task AddAsync(string id, long started, string file, string status)
    {
        var row = new { id, started, file = seal.Seal(file), status = seal.Seal(status) };
        return database.ExecuteAsync(
            "INSERT INTO user_imports (id, started, file, status) VALUES (@id, @started, @file, @status)", row);
    }

    public Task UpdateAsync(string id, string status)
    {
        var row = new { id, status = seal.Seal(status) };
        return database.ExecuteAsync("UPDATE user_imports SET status = @status WHERE id = @id", row);
    }

    /// <summary>Takes the file out, so that it is applied once, and says so in the status: both or neither.</summary>
    /// <param name="id">The import.</param>
    /// <param name="status">JSON; kept only when the file was there.</param>
    /// <returns>The file's text; null when it was taken before, or there is no such import.</returns>
    public async Task<string?> TakeFileAsync(string id, string status)
    {
        var row = new { id, status = seal.Seal(status) };
        string? file = null;
        await database.WriteAsync(async connection =>
        {
            file = await connection.QuerySingleOrDefaultAsync<string?>("SELECT file FROM user_imports WHERE id = @id", row);
            if (await connection.ExecuteAsync("UPDATE user_imports SET file = NULL, status = @status WHERE id = @id AND file IS NOT NULL", row) == 0)
                file = null;
        });
        return seal.Open(file);
    }

    /// <returns>The file's text; null when it was taken, or there is no such import.</returns>
    public async Task<string?> ReadFileAsync(string id)
    {
        await using var connection = await database.OpenAsync();
        return seal.Open(await connection.QuerySingleOrDefaultAsync<string?>("SELECT file FROM user_imports WHERE id = @id", new { id }));
    }

    /// <returns>JSON; null when there is no such import.</returns>
    public async Task<string?> FindAsync(string id)
    {
        await using var connection = await database.OpenAsync();
        return seal.Open(await connection.QuerySingleOrDefaultAsync<string?>("SELECT status FROM user_imports WHERE id = @id", new { id }));
    }

    /// <summary>Removes the imports that began before a moment.</summary>
    /// <param name="before">UTC milliseconds since 1970.</param>
    public Task ForgetAsync(long before) => database.ExecuteAsync("DELETE FROM user_imports WHERE started < @before", new { before });
}
