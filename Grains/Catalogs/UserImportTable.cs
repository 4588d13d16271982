using Dapper;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>Imports of users: any gateway can tell how far one is that another runs.</summary>
public sealed class UserImportTable(CatalogDatabase database)
{
    /// <summary>Adds an import, and forgets those that began before a moment.</summary>
    /// <param name="id">Not used before.</param>
    /// <param name="started">UTC milliseconds since 1970.</param>
    /// <param name="file">The file's text.</param>
    /// <param name="status">JSON.</param>
    /// <param name="forgetBefore">UTC milliseconds since 1970.</param>
    public Task AddAsync(string id, long started, string file, string status, long forgetBefore) => database.WriteAsync(async connection =>
    {
        await connection.ExecuteAsync("DELETE FROM user_imports WHERE started < @forgetBefore", new { forgetBefore });
        await connection.ExecuteAsync("INSERT INTO user_imports (id, started, file, status) VALUES (@id, @started, @file, @status)", new { id, started, file, status });
    });

    public Task UpdateAsync(string id, string status) => database.WriteAsync(connection =>
        connection.ExecuteAsync("UPDATE user_imports SET status = @status WHERE id = @id", new { id, status }));

    /// <summary>Takes the file out, so that it is applied once.</summary>
    /// <returns>The file's text; null when it was taken before, or there is no such import.</returns>
    public async Task<string?> TakeFileAsync(string id)
    {
        string? file = null;
        await database.WriteAsync(async connection =>
        {
            file = await connection.QuerySingleOrDefaultAsync<string?>("SELECT file FROM user_imports WHERE id = @id", new { id });
            if (await connection.ExecuteAsync("UPDATE user_imports SET file = NULL WHERE id = @id AND file IS NOT NULL", new { id }) == 0)
                file = null;
        });
        return file;
    }

    /// <returns>JSON; null when there is no such import.</returns>
    public async Task<string?> FindAsync(string id)
    {
        await using var connection = await database.OpenAsync();
        return await connection.QuerySingleOrDefaultAsync<string?>("SELECT status FROM user_imports WHERE id = @id", new { id });
    }
}
