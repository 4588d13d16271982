using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dapper;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Hints;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Runtime.Tests.Hosts;
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
    public async Task Hints_that_take_a_mailbox_too_long_go_in_smaller_calls()
    {
        var time = new FakeTime(DateTimeOffset.UnixEpoch.AddYears(60));
        var taken = new ConcurrentQueue<string>();
        _room.TakeHints(default).ReturnsForAnyArgs(call =>
        {
            var hints = call.Arg<ImmutableArray<MailboxHint>>();
            if (hints.Length > 3)
                return Task.FromException(new TimeoutException());
            foreach (var hint in hints)
                taken.Enqueue(hint.EventId!);
            return Task.CompletedTask;
        });
        await using var run = await StartAsync(_grains, time);
        string[] events = [.. Enumerable.Range(0, 12).Select(number => $"e{number}")];
        await run.Journal.AppendAsync([.. events.Select(id => new JournaledHint(Mailbox, HintKind.Changed, id))], default);

        var struckOff = run.Drained(s_deadline);
        while (!struckOff.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        await struckOff;
        taken.ShouldBe(events);
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
        await _database.WriteAsync(connection => HintTable.InsertAsync(connection, "gone", 2, [new JournaledHint(Mailbox, HintKind.Changed, "e1")]));

        await using var run = await StartAsync();

        (await taken.Task.WaitAsync(s_deadline)).ShouldBe([new MailboxHint(HintKind.Changed, "e1")]);
        await using var connection = await _database.OpenAsync(TestContext.Current.CancellationToken);
        (await connection.QueryAsync<long>("SELECT number FROM hints")).ShouldNotContain(1);
    }

    [Fact]
    public async Task The_hints_of_a_gateway_that_dies_are_taken_over_within_a_minute_by_one_that_lives()
    {
        var tried = new TaskCompletionSource();
        _room.TakeHints(default).ReturnsForAnyArgs(_ =>
        {
            tried.TrySetResult();
            return Task.FromException(new TimeoutException());
        });
        var (others, room) = (Substitute.For<IGrainFactory>(), Substitute.For<IRoomMailboxGrain>());
        var taken = new TaskCompletionSource<ImmutableArray<MailboxHint>>();
        others.GetGrain<IRoomMailboxGrain>(Mailbox).Returns(room);
        room.TakeHints(default).ReturnsForAnyArgs(call =>
        {
            taken.TrySetResult(call.Arg<ImmutableArray<MailboxHint>>());
            return Task.CompletedTask;
        });
        // Clocks of two machines never agree.
        var (dying, living) = (new FakeTime(DateTimeOffset.UnixEpoch.AddYears(60)), new FakeTime(DateTimeOffset.UnixEpoch.AddYears(50)));
        var mortal = await StartAsync(_grains, dying);
        await using var end = mortal.Journal;
        await using var other = await StartAsync(others, living);
        await BeatsAsync(dying, living);
        await mortal.Journal.AppendAsync([new JournaledHint(Mailbox, HintKind.Changed, "e1")], default);
        await tried.Task.WaitAsync(s_deadline);
        for (var i = 0; i < 6; i++)
            await BeatsAsync(dying, living);
        await room.DidNotReceiveWithAnyArgs().TakeHints(default);

        // Its clock stands still, and it hands nothing out.
        await mortal.Dispatcher.DisposeAsync();
        for (var i = 0; i < 6 && !taken.Task.IsCompleted; i++)
            await BeatsAsync(living);

        (await taken.Task.WaitAsync(s_deadline)).ShouldBe([new MailboxHint(HintKind.Changed, "e1")]);
        await other.Drained(s_deadline);
    }

    /// <summary>Time passes for each of the gateways until it has told that it lives.</summary>
    private async Task BeatsAsync(params FakeTime[] clocks)
    {
        foreach (var clock in clocks)
        {
            var before = await CountBeatsAsync();
            clock.Advance(HintLease.BeatPeriod);
            using var deadline = new CancellationTokenSource(s_deadline);
            while (await CountBeatsAsync() == before)
                await Task.Delay(TimeSpan.FromMilliseconds(5), deadline.Token);
        }
    }

    /// <summary>A run that began and one that counted on make it another number.</summary>
    private async Task<long> CountBeatsAsync()
    {
        await using var connection = await _database.OpenAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT COALESCE(SUM(beats), 0) FROM hint_owners");
    }

    private Task<Run> StartAsync() => StartAsync(_grains, TimeProvider.System);

    private async Task<Run> StartAsync(IGrainFactory grains, TimeProvider time)
    {
        var dispatcher = new HintDispatcher(grains, new LostSilos(), time, new Jitter(new Random(1)), NullLogger<HintDispatcher>.Instance);
        var journal = new HintJournal(_database, dispatcher, time, NullLogger<HintJournal>.Instance);
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
