using HybridCalendar.Grains.Catalogs;
using Npgsql;

namespace HybridCalendar.Grains.Tests.Databases;

/// <summary>A database with the catalog's tables: a SQLite file, or one on PostgreSQL.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? _file;
    private readonly NpgsqlDataSource? _source;

    private TestDatabase(CatalogDatabase catalog, string? file, NpgsqlDataSource? source) => (Catalog, _file, _source) = (catalog, file, source);

    public CatalogDatabase Catalog { get; }

    public static async Task<TestDatabase> CreateAsync(PostgresServer? server)
    {
        var file = server is null ? Path.Combine(Path.GetTempPath(), $"catalog-{Guid.NewGuid():N}.db") : null;
        var source = server is null ? null : await server.CreateDatabaseAsync();
        var catalog = source is null ? CatalogDatabase.Sqlite(file!) : CatalogDatabase.Postgres(source);
        await CatalogSchema.ApplyAsync(catalog);
        return new TestDatabase(catalog, file, source);
    }

    public async ValueTask DisposeAsync()
    {
        await Catalog.DisposeAsync();
        if (_source is not null)
            await _source.DisposeAsync();
        if (_file is not null)
            File.Delete(_file);
    }
}
