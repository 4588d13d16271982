using HybridCalendar.Clients.Keys;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace HybridCalendar.Grains.Tests.Databases;

/// <summary>A database with the catalog's tables: a SQLite file, or one on PostgreSQL.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? _file;
    private readonly NpgsqlDataSource? _source;
    private readonly string _folder = Directory.CreateTempSubdirectory("database-").FullName;
    private OrganizationKeys? _keys;

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

    /// <summary>Seals with keys that are kept in the database.</summary>
    public async Task<ColumnSeal> MakeSealAsync()
    {
        _keys = new OrganizationKeys(
            Catalog, new MasterKeyFile(Path.Combine(_folder, "master.key"), TimeProvider.System), TimeProvider.System, NullLogger<OrganizationKeys>.Instance);
        await _keys.StartAsync(default);
        return new ColumnSeal(_keys);
    }

    public async ValueTask DisposeAsync()
    {
        _keys?.Dispose();
        Directory.Delete(_folder, recursive: true);
        await Catalog.DisposeAsync();
        if (_source is not null)
            await _source.DisposeAsync();
        if (_file is not null)
            File.Delete(_file);
    }
}
