using System.Text;
using Microsoft.Data.Sqlite;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>Everything that lies in a folder: each file's bytes as they are, and each value of each table of the databases among them, as Latin 1.</summary>
internal static class StoredText
{
    public static IEnumerable<(string Where, string Text)> Of(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            yield return (Path.GetFileName(file), Read(file));
            // A long value is spread over pages that need not lie side by side.
            foreach (var value in file.EndsWith(".db", StringComparison.Ordinal) ? Values(file) : [])
                yield return value;
        }
    }

    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }

    private static IEnumerable<(string Where, string Text)> Values(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        foreach (var table in Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table'").Select(row => Encoding.Latin1.GetString(row.Single())).ToList())
        {
            foreach (var row in Rows(connection, $"SELECT * FROM \"{table}\""))
            {
                foreach (var value in row)
                    yield return ($"{Path.GetFileName(file)}, {table}", Encoding.Latin1.GetString(value));
            }
        }
    }

    private static IEnumerable<List<byte[]>> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return [.. Enumerable.Range(0, reader.FieldCount).Where(column => !reader.IsDBNull(column))
                .Select(column => reader.GetValue(column) as byte[] ?? Encoding.UTF8.GetBytes(reader.GetString(column)))];
        }
    }
}
