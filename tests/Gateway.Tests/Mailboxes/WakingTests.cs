#if !ORLEANS
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Users;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>A mailbox that is switched on wakes by itself, whatever fails while it is switched on.</summary>
public sealed class WakingTests : IAsyncLifetime
{
    private const string Mail = "wakes@contoso.example";
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(30);
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly GatewayHost _gateway;

    public WakingTests() => _gateway = new GatewayHost(_time);

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("users", "user")]
    [InlineData("workspaces", "room")]
    public async Task One_that_lists_did_not_take_is_looked_after_also_after_a_restart(string table, string kind)
    {
        await _gateway.App.Services.GetRequiredService<CatalogDatabase>()
            .ExecuteAsync($"CREATE TRIGGER fails BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'not now'); END", new { });
        await Should.ThrowAsync<Exception>(() => SwitchOnAsync(kind));

        await _gateway.RestartAsync(meanwhile: () => Execute("catalog.db", "DROP TRIGGER fails"));

        var back = _time.GetUtcNow();
        await ComesToBeAsync(async () => (await Mailbox(kind).GetStatus()).LastReconciled > back);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("room")]
    public async Task One_that_was_not_set_up_after_all_is_woken_once_and_leaves_nothing(string kind)
    {
        Execute("grains.db", $"CREATE TRIGGER full_disk BEFORE INSERT ON grain_state WHEN NEW.state_name = '{kind}' BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
        await Should.ThrowAsync<Exception>(() => SwitchOnAsync(kind));
        Execute("grains.db", "DROP TRIGGER full_disk");
        Count("reminder WHERE name = 'upkeep'").ShouldBe(1);

        await ComesToBeAsync(() => Task.FromResult(Count("reminder WHERE name = 'upkeep'") == 0));

        Count($"grain_state WHERE state_name = '{kind}'").ShouldBe(0);
    }

    private Task SwitchOnAsync(string kind) => Mailbox(kind) switch
    {
        IRoomMailboxGrain room => room.Configure(new WorkspaceSettings { DisplayName = "Rila", CalendarEnabled = true }),
        IUserGrain user => user.Configure(new UserSettings { Enabled = true }),
        _ => throw new ArgumentException("There are users and rooms.", nameof(kind)),
    };

    private IMailboxGrain Mailbox(string kind) => kind == "room"
        ? _gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(Mail))
        : _gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User(Mail));

    private long Count(string rows) => (long)Execute("grains.db", $"SELECT COUNT(*) FROM {rows}")!;

    private object? Execute(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_gateway.Folder, database)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>The reminder comes once in a quarter of an hour.</summary>
    private async Task ComesToBeAsync(Func<Task<bool>> isSo)
    {
        for (var passed = TimeSpan.Zero; !await isSo(); passed += s_step)
        {
            passed.ShouldBeLessThan(TimeSpan.FromHours(1), "It does not come to be so.");
            _time.Advance(s_step);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
#endif
