using System.Collections.Concurrent;
using Dapper;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Hints;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Grains.Users;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace HybridCalendar.Grains.Tests.Mailboxes;

/// <summary>After a start every mailbox looks for what it missed, though the database goes away meanwhile.</summary>
public sealed class MailboxCatchUpTests : IAsyncLifetime
{
    /// <summary>They come in two pages.</summary>
    private const int Rooms = 600;
    private const int Users = 3;
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(1);
    private readonly FakeTime _time = new(DateTimeOffset.UnixEpoch.AddYears(57));
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly ConcurrentQueue<string> _visited = [];
    private readonly Failures _failures = new();
    private readonly List<string> _mailboxes = [];
    private Func<int, Task> _visit = _ => Task.CompletedTask;
    private int _visits;
    private TestDatabase _store = null!;
    private HintDispatcher _dispatcher = null!;
    private HintJournal _journal = null!;
    private MailboxCatchUp _catchUp = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestDatabase.CreateAsync(server: null);
        var catalog = new Catalog(_store.Catalog, await _store.MakeSealAsync());
        await Task.WhenAll(Enumerable.Range(0, Rooms).Select(
            number => catalog.PutWorkspaceAsync(new WorkspaceRow { Mail = Add<IRoomMailboxGrain>(number, GrainKeys.Room), CalendarEnabled = true })));
        await Task.WhenAll(Enumerable.Range(0, Users).Select(
            number => catalog.PutUserAsync(new UserRow { Mail = Add<IUserGrain>(number, GrainKeys.User), Enabled = true })));
        _dispatcher = new HintDispatcher(_grains, new LostSilos(), _time, new Jitter(new Random(1)), NullLogger<HintDispatcher>.Instance);
        _journal = new HintJournal(_store.Catalog, _dispatcher, _time, NullLogger<HintJournal>.Instance);
        await _journal.StartAsync(default);
        _catchUp = new MailboxCatchUp(catalog, _store.Catalog, _journal, _grains, _time, new Jitter(new Random(1)), _failures);
    }

    public async ValueTask DisposeAsync()
    {
        _catchUp.Dispose();
        await _dispatcher.DisposeAsync();
        await _journal.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData("workspaces", 500)]
    [InlineData("users", Rooms)]
    [InlineData("hint_owners", Rooms + Users)]
    public async Task None_is_left_out_when_the_database_goes_away_meanwhile_and_the_host_goes_on(string table, int visits)
    {
        _visit = visit => visit == visits ? RenameAsync(table, "away") : Task.CompletedTask;
        await _catchUp.StartAsync(default);
        await PassUntilAsync(() => _failures.Seen.Count == 3 || _catchUp.ExecuteTask!.IsCompleted);
        await RenameAsync("away", table);
        await PassUntilAsync(() => _catchUp.ExecuteTask!.IsCompleted);

        // A host ends when this task of one of its services fails.
        await _catchUp.ExecuteTask!;
        _visited.Order().ShouldBe(_mailboxes.Order());
        _failures.Seen.ShouldAllBe(failure => failure is SqliteException);
        await using var connection = await _store.Catalog.OpenAsync(TestContext.Current.CancellationToken);
        (await connection.ExecuteScalarAsync<long>("SELECT caught_up FROM hint_owners")).ShouldBe(2, "others are told that all was done");
    }

    [Fact]
    public async Task A_host_that_stops_meanwhile_does_not_wait_for_the_database()
    {
        _visit = visit => visit == 500 ? RenameAsync("workspaces", "away") : Task.CompletedTask;
        await _catchUp.StartAsync(default);
        await PassUntilAsync(() => _failures.Seen.Count == 1);

        await _catchUp.StopAsync(TestContext.Current.CancellationToken).WaitAsync(s_deadline, TestContext.Current.CancellationToken);

        await _catchUp.ExecuteTask!;
        _visited.Count.ShouldBe(500);
    }

    private string Add<TGrain>(int number, Func<string, string> keyOf)
        where TGrain : class, IMailboxGrain
    {
        var (mail, grain) = ($"{number:000}@contoso.example", Substitute.For<TGrain>());
        var key = keyOf(mail);
        grain.CatchUp().Returns(_ =>
        {
            _visited.Enqueue(key);
            return _visit(Interlocked.Increment(ref _visits));
        });
        _grains.GetGrain<TGrain>(key).Returns(grain);
        _mailboxes.Add(key);
        return mail;
    }

    private Task RenameAsync(string table, string name) =>
        _store.Catalog.WriteAsync(connection => connection.ExecuteAsync($"ALTER TABLE {table} RENAME TO {name}"));

    private async Task PassUntilAsync(Func<bool> isSo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(s_deadline);
        while (!isSo())
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(TimeSpan.FromMilliseconds(5), deadline.Token);
        }
    }

    /// <summary>What the log told of.</summary>
    private sealed class Failures : ILogger<MailboxCatchUp>
    {
        public ConcurrentQueue<Exception> Seen { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
                Seen.Enqueue(exception);
        }
    }
}
