using System.Globalization;
using System.Text;
using Npgsql;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>Everything that a database on PostgreSQL holds.</summary>
internal static class PostgresText
{
    /// <summary>Each value of each table.</summary>
    public static async Task<List<(string Where, string Text)>> OfRowsAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        var found = new List<(string, string)>();
        foreach (var table in await RowsAsync(source, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        {
            foreach (var row in await RowsAsync(source, $"SELECT * FROM \"{table[0]}\""))
                found.AddRange(row.Select(value => (table[0], value)));
        }
        return found;
    }

    /// <summary>Each file of the database, and of the server's log of writes, with all that is in memory written to them.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="data">The server's folder.</param>
    public static async Task<List<(string Where, string Text)>> OfFilesAsync(string connection, string data)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await RowsAsync(source, "CHECKPOINT");
        var own = (await RowsAsync(source, "SELECT oid::text FROM pg_database WHERE datname = current_database()"))[0][0];
        return [.. StoredText.Of(Path.Combine(data, "base", own)), .. StoredText.Of(Path.Combine(data, "pg_wal"))];
    }

    private static async Task<List<List<string>>> RowsAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<List<string>>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)
                .Select(value => value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")]);
        }
        return rows;
    }
}
