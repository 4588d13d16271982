using System.Collections;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Storage.Tests.Databases;
using Npgsql;

namespace HybridCalendar.Storage.Tests.Faults;

/// <summary>PostgreSQL drops the connection in the middle of a write of several rows to the catalog.</summary>
public sealed class CatalogConnectionLossTests(PostgresServer server)
{
    private static readonly string[] s_before = ["pirin@contoso.example", "rila@contoso.example"];
    private static readonly string[] s_after = ["strandzha@contoso.example", "vitosha@contoso.example"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_was_half_written_is_as_it_was_and_is_written_again(int rooms)
    {
        await using var source = await server.CreateDatabaseAsync();
        await using var records = await CatalogRecords.OpenAsync(CatalogDatabase.Postgres(source));
        await records.WriteAsync(1, starts: 100, s_before);

        await Should.ThrowAsync<NpgsqlException>(() => records.WriteAsync(1, starts: 200, new CutOff(s_after, rooms, () => CutConnections(source))));
        // What the pool has of connections that were cut is of no use.
        source.Clear();

        var (starts, found) = await records.ReadAsync(1);
        (starts, string.Join(' ', found)).ShouldBe((100, string.Join(' ', s_before)));
        await records.WriteAsync(1, starts: 200, s_after);
        (starts, found) = await records.ReadAsync(1);
        (starts, string.Join(' ', found)).ShouldBe((200, string.Join(' ', s_after)));
    }

    private static void CutConnections(NpgsqlDataSource source)
    {
        using var other = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(source.ConnectionString) { Pooling = false });
        using var command = other.CreateCommand(
            "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        command.ExecuteNonQuery();
    }

    /// <summary>Rooms that are written one by one, and what happens after some of them.</summary>
    private sealed class CutOff(string[] rooms, int after, Action cut) : IReadOnlyCollection<string>
    {
        public int Count => rooms.Length;

        public IEnumerator<string> GetEnumerator()
        {
            foreach (var room in rooms.Take(after))
                yield return room;
            cut();
            foreach (var room in rooms.Skip(after))
                yield return room;
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
