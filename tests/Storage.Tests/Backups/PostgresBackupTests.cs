using System.Globalization;
using System.Text;
using Dapper;
using HybridCalendar.Clients.Keys;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Keys;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Grains.Users;
using HybridCalendar.Storage.Tests.Databases;
using HybridCalendar.Storage.Tests.Reminders;
using HybridCalendar.Storage.Tests.States;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace HybridCalendar.Storage.Tests.Backups;

/// <summary>A cluster's database is backed up with pg_dump while it is in use, and restored with pg_restore, as docs/operations.md tells.</summary>
public sealed class PostgresBackupTests(PostgresServer server)
{
    private const string Rooms = "room-mailbox";
    private const int Pairs = 8;

    [Fact]
    public async Task Every_record_is_there_again_and_its_version_goes_on()
    {
        await using var store = new PostgresStates(await ProviderQueries.PrepareAsync(await server.CreateDatabaseAsync()));
        string[] keys = ["room:a", "room:A", "room:стая", "room:O'Neil@contoso.example", "room:a\nb", $"series:{new string('x', 1_000)}"];
        foreach (var key in keys)
            await store.WriteAsync(Rooms, key, Encoding.UTF8.GetBytes(key), await store.WriteAsync(Rooms, key, Large, null));
        await using var restored = await RestoreAsync(store.Queries);
        foreach (var key in keys)
        {
            var found = (await restored.ReadAsync(Rooms, key)).ShouldNotBeNull();
            Encoding.UTF8.GetString(found.Payload).ShouldBe(key);
            // Nothing takes the place of what is there, and who knows what is there goes on.
            await Should.ThrowAsync<StaleVersionException>(() => restored.WriteAsync(Rooms, key, Large, null));
            await Should.ThrowAsync<StaleVersionException>(() => restored.WriteAsync(Rooms, key, Large, found.Version - 1));
            await restored.WriteAsync(Rooms, key, Large, found.Version);
            (await restored.ReadAsync(Rooms, key))!.Payload.Length.ShouldBe(Large.Length);
        }
    }

    [Fact]
    public async Task Reminders_are_due_when_they_were()
    {
        await using var reminders = new PostgresReminders(await ProviderQueries.PrepareAsync(await server.CreateDatabaseAsync()));
        var due = new DateTimeOffset(2027, 3, 28, 0, 59, 59, 123, TimeSpan.Zero);
        var saved = new List<StoredReminder>();
        for (var number = 0; number < 20; number++)
            saved.Add(await reminders.SaveAsync(new StoredReminder($"room:{number}@contoso.example", "alert", due.AddMinutes(number), TimeSpan.FromMinutes(1), 0)));
        await using var restored = new PostgresReminders(await CopyAsync(reminders.Queries));
        (await restored.ReadAsync()).ShouldBe(saved, ignoreOrder: true);
        (await restored.DeleteAsync(saved[0])).ShouldBeTrue();
    }

    [Fact]
    public async Task A_backup_is_of_one_moment_although_grains_write_all_the_while()
    {
        await using var store = new PostgresStates(await ProviderQueries.PrepareAsync(await server.CreateDatabaseAsync()));
        using var stop = new CancellationTokenSource();
        using var begun = new SemaphoreSlim(0);
        var writing = Enumerable.Range(0, Pairs).Select(pair => Task.Run(() => WritePairAsync(store, pair, begun, stop.Token))).ToList();
        for (var pair = 0; pair < Pairs; pair++)
            (await begun.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBeTrue();
        string backup;
        try
        {
            backup = await server.BackUpAsync(store.Queries.Source);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(writing);
        }
        await using var restored = new PostgresStates(await ProviderQueries.ReadAsync(await server.RestoreAsync(backup)));
        for (var pair = 0; pair < Pairs; pair++)
        {
            var (first, second) = (await NumberAsync(restored, $"first:{pair}"), await NumberAsync(restored, $"second:{pair}"));
            // The second is written after the first, so it is as far, or one behind.
            (first - second).ShouldBeInRange(0, 1);
        }
    }

    [Fact]
    public async Task What_is_sealed_opens_with_the_master_key_that_was_kept_beside_it()
    {
        var folder = Directory.CreateTempSubdirectory("backup-");
        try
        {
            var key = Path.Combine(folder.FullName, "master.key");
            var settings = new UserSettings { DisplayName = "Анна", Enabled = true, PersonalRoomLink = "https://contoso.webex.example/meet/anna" };
            await using var source = await server.CreateDatabaseAsync();
            await WithCatalogAsync(source, key, catalog => catalog.PutUserAsync(new UserRow { Mail = "anna@contoso.example", DisplayName = "Анна", Enabled = true }, settings));
            var scripts = await ScriptsAsync(source);
            await using var restored = await server.RestoreAsync(await server.BackUpAsync(source));
            await WithCatalogAsync(restored, key, async catalog =>
                (await catalog.FindUserSettingsAsync(["anna@contoso.example"])).Single().PersonalRoomLink.ShouldBe(settings.PersonalRoomLink));
            // A host that starts on it applies nothing twice.
            (await ScriptsAsync(restored)).ShouldBe(scripts);
            File.Delete(key);
            await Should.ThrowAsync<MasterKeyException>(() => WithCatalogAsync(restored, key, _ => Task.CompletedTask));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>As a host does at its start.</summary>
    private static async Task WithCatalogAsync(NpgsqlDataSource source, string masterKey, Func<Catalog, Task> use)
    {
        await using var database = CatalogDatabase.Postgres(source);
        await CatalogSchema.ApplyAsync(database);
        using var keys = new OrganizationKeys(database, new MasterKeyFile(masterKey, TimeProvider.System), TimeProvider.System, NullLogger<OrganizationKeys>.Instance);
        await keys.StartAsync(TestContext.Current.CancellationToken);
        await use(new Catalog(database, new ColumnSeal(keys)));
    }

    private static byte[] Large { get; } = Encoding.UTF8.GetBytes(new string('я', 50_000));

    private async Task<PostgresStates> RestoreAsync(ProviderQueries queries) => new(await CopyAsync(queries));

    private async Task<ProviderQueries> CopyAsync(ProviderQueries queries) =>
        await ProviderQueries.ReadAsync(await server.RestoreAsync(await server.BackUpAsync(queries.Source)));

    /// <summary>The same number to one record and then to another, again and again.</summary>
    private static async Task WritePairAsync(PostgresStates store, int pair, SemaphoreSlim begun, CancellationToken stop)
    {
        long? first = null, second = null;
        for (var number = 1; !stop.IsCancellationRequested; number++)
        {
            var payload = Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));
            first = await store.WriteAsync(Rooms, $"first:{pair}", payload, first);
            second = await store.WriteAsync(Rooms, $"second:{pair}", payload, second);
            if (number == 1)
                begun.Release();
        }
    }

    private static async Task<int> NumberAsync(PostgresStates store, string key) =>
        int.Parse((await store.ReadAsync(Rooms, key)).ShouldNotBeNull().Payload, CultureInfo.InvariantCulture);

    private static async Task<List<string>> ScriptsAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return [.. await connection.QueryAsync<string>("SELECT name FROM catalog_scripts ORDER BY name")];
    }
}
