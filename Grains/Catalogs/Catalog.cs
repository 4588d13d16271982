using Dapper;
using HybridCalendar.Grains.Keys;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>Lists and searches. Grains keep it up to date after their own state; it never holds more truth than they do.</summary>
public sealed partial class Catalog(CatalogDatabase database, ColumnSeal seal)
{
    private const int MostAtOnce = 500;

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object parameters)
    {
        await using var connection = await database.OpenAsync();
        return [.. await connection.QueryAsync<T>(sql, parameters)];
    }

    private static string Filter(string? search, bool onlyProblems) =>
        (search is null ? "" : "AND (mail LIKE @search ESCAPE '!' OR COALESCE(search_name, LOWER(display_name)) LIKE @search ESCAPE '!') ")
        + (onlyProblems ? "AND problem IS NOT NULL" : "");

    private static string? Pattern(string? search) => search is null
        ? null
        : $"%{search.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";

    private async Task<int> CountAsync(string sql, object parameters)
    {
        await using var connection = await database.OpenAsync();
        return (int)await connection.ExecuteScalarAsync<long>(sql, parameters);
    }
}
