using System.Collections.Immutable;
using Dapper;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Hints;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Tests.Databases;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace HybridCalendar.Grains.Tests.Hints;

/// <summary>The journal on a SQLite file.</summary>
public sealed class SqliteHintJournalTests() : HintJournalTests(server: null);

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresHintJournalTests(PostgresServer server) : HintJournalTests(server);

/// <summary>A hint that was appended reaches its mailbox, across failures and restarts, until the mailbox has taken it.</summary>
public abstract class HintJournalTests(PostgresServer? server) : IAsyncLifetime
{
    private const string Mailbox = "room:rila@contoso.example";
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);
    private TestDatabase? _store;
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly IRoomMailboxGrain _room = Substitute.For<IRoomMailboxGrain>();
    private CatalogDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestDatabase.CreateAsync(server);
        _database = _store.Catalog;
        _grains.GetGrain<IRoomMailboxGrain>(Mailbox).Returns(_room);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_hint_reaches_its_mailbox_and_is_struck_off()
    {
        var taken = new TaskCompletionSource<ImmutableArray<MailboxHint>>();
        _room.TakeHints(default).ReturnsForAnyArgs(call =>
        {
            taken.TrySetResult(call.Arg<ImmutableArray<MailboxHint>>());
            return Task.CompletedTask;
        });
        await using (var run = await StartAsync())
        {
            await run.Journal.AppendAsync([new JournaledHint(Mailbox, HintKind.Changed, "e1")], default);
            (await taken.Task.WaitAsync(s_deadline)).ShouldBe([new MailboxHint(HintKind.Changed, "e1")]);
            await run.Drained(s_deadline);
        }
        _room.ClearReceivedCalls();
        await using (await StartAsync())
            await _room.DidNotReceiveWithAnyArgs().TakeHints(default);
    }

    [Fact]
    public async Task A_hint_that_was_not_taken_comes_back_after_a_restart()
    {
        var tried = new TaskCompletionSource();
        _room.TakeHints(default).ReturnsForAnyArgs(_ =>
        {
            tried.TrySetResult();
            return Task.FromException(new TimeoutException());
        });
        await using (var run = await StartAsync())
        {
            await run.Journal.AppendAsync([new JournaledHint(Mailbox, HintKind.Missed, "")], default);
            await tried.Task.WaitAsync(s_deadline);
        }
        var taken = new TaskCompletionSource();
        _room.TakeHints(default).ReturnsForAnyArgs(_ =>
        {
            taken.TrySetResult();
            return Task.CompletedTask;
        });
        await using (await StartAsync())
            await taken.Task.WaitAsync(s_deadline);
    }

    [Fact]
    public async Task Hints_that_come_during_a_call_go_together_with_the_next()
    {
        var release = new TaskCompletionSource();
        var second = new TaskCompletionSource<ImmutableArray<MailboxHint>>();
        var calls = 0;
        _room.TakeHints(default).ReturnsForAnyArgs(call =>
        {
            if (Interlocked.Increment(ref calls) == 1)
                return release.Task;
            second.TrySetResult(call.Arg<ImmutableArray<MailboxHint>>());
            return Task.CompletedTask;
        });
        await using var run = await StartAsync();
        await run.Journal.AppendAsync([new JournaledHint(Mailbox, HintKind.Changed, "e1")], default);
        for (var i = 0; i < 5; i++)
            await run.Journal.AppendAsync([new JournaledHint(Mailbox, HintKind.Changed, "e2"), new JournaledHint(Mailbox, HintKind.Changed, "e3")], default);
        release.SetResult();
        (await second.Task.WaitAsync(s_deadline)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_written_together_is_kept_until_the_last_of_it_was_taken()
    {
        const string Busy = "room:pirin@contoso.example";
        var busy = Substitute.For<IRoomMailboxGrain>();
        _grains.GetGrain<IRoomMailboxGrain>(Busy).Returns(busy);
        var tried = new TaskCompletionSource();
        busy.TakeHints(default).ReturnsForAnyArgs(_ =>
        {
            tried.TrySetResult();
            return Task.FromException(new TimeoutException());
        });
        await using (var run = await StartAsync())
        {
            await run.Journal.AppendAsync([new JournaledHint(Mailbox, HintKind.Changed, "e1"), new JournaledHint(Busy, HintKind.Changed, "e2")], default);
            await run.Drained(s_deadline);
            await tried.Task.WaitAsync(s_deadline);
        }
        var taken = new TaskCompletionSource<ImmutableArray<MailboxHint>>();
        busy.TakeHints(default).ReturnsForAnyArgs(call =>
        {
            taken.TrySetResult(call.Arg<ImmutableArray<MailboxHint>>());
            return Task.CompletedTask;
        });
        await using (await StartAsync())
            (await taken.Task.WaitAsync(s_deadline)).ShouldBe([new MailboxHint(HintKind.Changed, "e2")]);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("null")]
    [InlineData("[{}]")]
    public async Task A_row_that_cannot_be_read_is_dropped_and_keeps_nobody_from_starting(string batch)
    {
        var taken = new TaskCompletionSource<ImmutableArray<MailboxHint>>();
        _room.TakeHints(default).ReturnsForAnyArgs(call =>
        {
            taken.TrySetResult(call.Arg<ImmutableArray<MailboxHint>>());
            return Task.CompletedTask;
        });
        await _database.WriteAsync(connection => connection.ExecuteAsync("INSERT INTO hints (number, batch) VALUES (1, @batch)", new { batch }));
        await _database.WriteAsync(connection => HintTable.InsertAsync(connection, 2, [new JournaledHint(Mailbox, HintKind.Changed, "e1")]));

        await using var run = await StartAsync();

        (await taken.Task.WaitAsync(s_deadline)).ShouldBe([new MailboxHint(HintKind.Changed, "e1")]);
        await using var connection = await _database.OpenAsync(TestContext.Current.CancellationToken);
        (await connection.QueryAsync<long>("SELECT number FROM hints")).ShouldNotContain(1);
    }

    private async Task<Run> StartAsync()
    {
        var dispatcher = new HintDispatcher(_grains, TimeProvider.System, new Jitter(new Random(1)), NullLogger<HintDispatcher>.Instance);
        var journal = new HintJournal(_database, dispatcher, TimeProvider.System, NullLogger<HintJournal>.Instance);
        var run = new Run(journal, dispatcher);
        await journal.StartAsync(default);
        run.Watch();
        return run;
    }

    private sealed record Run(HintJournal Journal, HintDispatcher Dispatcher) : IAsyncDisposable
    {
        private readonly TaskCompletionSource _struckOff = new();

        public void Watch()
        {
            var strikeOff = Dispatcher.Reflected!;
            Dispatcher.Reflected = async hints =>
            {
                await strikeOff(hints);
                _struckOff.TrySetResult();
            };
        }

        public Task Drained(TimeSpan deadline) => _struckOff.Task.WaitAsync(deadline);

        public async ValueTask DisposeAsync()
        {
            await Dispatcher.DisposeAsync();
            await Journal.DisposeAsync();
        }
    }
}
