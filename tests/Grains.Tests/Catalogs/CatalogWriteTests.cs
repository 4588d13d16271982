using Dapper;
using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Grains.Tests.Catalogs;

/// <summary>Writes to the SQLite file share commits, but not failures.</summary>
public sealed class CatalogWriteTests : IAsyncLifetime
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"catalog-{Guid.NewGuid():N}.db");
    private CatalogDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = CatalogDatabase.Sqlite(_file);
        await CatalogSchema.ApplyAsync(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        File.Delete(_file);
    }

    [Fact]
    public async Task Writes_of_many_callers_are_all_there()
    {
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => Task.Run(() => AddUserAsync($"{number}@contoso.example"))));
        (await CountAsync()).ShouldBe(500);
    }

    [Fact]
    public async Task A_write_that_fails_is_undone_alone()
    {
        var writes = Enumerable.Range(0, 20).Select(number => number == 7
            ? _database.WriteAsync(async connection =>
            {
                await connection.ExecuteAsync("INSERT INTO users (mail, display_name, enabled) VALUES ('half', '', 1)");
                throw new TimeoutException();
            })
            : AddUserAsync($"{number}@contoso.example")).ToList();
        await Should.ThrowAsync<TimeoutException>(writes[7]);
        await Task.WhenAll(writes.Where(write => write != writes[7]));
        (await CountAsync()).ShouldBe(19);
    }

    [Fact]
    public async Task A_closed_database_has_committed_what_waited()
    {
        var writes = Enumerable.Range(0, 50).Select(number => AddUserAsync($"{number}@contoso.example")).ToList();
        await _database.DisposeAsync();
        await Task.WhenAll(writes);
        await Should.ThrowAsync<ObjectDisposedException>(AddUserAsync("late@contoso.example"));
        (await CountAsync()).ShouldBe(50);
    }

    private Task AddUserAsync(string mail) => _database.WriteAsync(connection =>
        connection.ExecuteAsync("INSERT INTO users (mail, display_name, enabled) VALUES (@mail, '', 1)", new { mail }));

    private async Task<long> CountAsync()
    {
        await using var connection = await _database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM users");
    }
}
