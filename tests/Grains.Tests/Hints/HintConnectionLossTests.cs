using System.Collections.Concurrent;
using System.Collections.Immutable;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Hints;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Tests.Databases;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NSubstitute;

namespace HybridCalendar.Grains.Tests.Hints;

/// <summary>PostgreSQL drops connections, as it does when it is restarted, while notifications are accepted.</summary>
public sealed class HintConnectionLossTests(PostgresServer server)
{
    private const string Mailbox = "room:rila@contoso.example";
    private const int Posts = 8;
    private const int Hints = 40;
    private const int Cuts = 10;
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_was_accepted_meanwhile_and_not_reflected_comes_back_after_a_restart()
    {
        await using var source = await server.CreateDatabaseAsync();
        await using var database = CatalogDatabase.Postgres(source);
        await CatalogSchema.ApplyAsync(database);
        var accepted = new ConcurrentBag<string>();
        var failures = 0;
        await using (var run = await StartAsync(database, _ => new TaskCompletionSource().Task))
        {
            using var kept = new SemaphoreSlim(0);
            var cutting = CutAsync(source, kept);
            await Task.WhenAll(Enumerable.Range(0, Posts).Select(post => Task.Run(() => PostAsync(run.Journal, post, kept, cutting))));
            await cutting;
            // What the pool has of connections that were cut is of no use to who ends.
            source.Clear();
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{Cuts} cuts, {failures} posts failed");
        failures.ShouldBePositive();
        accepted.Count.ShouldBe(Posts * Hints);

        var taken = new ConcurrentDictionary<string, bool>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var next = await StartAsync(database, hints =>
        {
            foreach (var hint in hints)
                taken[hint.EventId!] = true;
            if (accepted.All(taken.ContainsKey))
                all.TrySetResult();
            return Task.CompletedTask;
        });
        await all.Task.WaitAsync(s_deadline, TestContext.Current.CancellationToken);

        // Who is not answered with success posts again, as Graph does.
        async Task PostAsync(HintJournal journal, int post, SemaphoreSlim kept, Task cutting)
        {
            for (var number = 0; number < Hints;)
            {
                var id = $"{post}-{number}";
                // The last cut leaves broken connections in the pool, whoever was quicker.
                if (number == Hints - 1)
                    await cutting;
                try
                {
                    await journal.AppendAsync([new JournaledHint(Mailbox, HintKind.Changed, id)], TestContext.Current.CancellationToken);
                    accepted.Add(id);
                    number++;
                    kept.Release();
                }
                catch (NpgsqlException) when (Interlocked.Increment(ref failures) < 10_000)
                {
                }
            }
        }
    }

    /// <summary>Cuts while hints come in.</summary>
    private static async Task CutAsync(NpgsqlDataSource source, SemaphoreSlim kept)
    {
        await using var other = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(source.ConnectionString) { Pooling = false });
        for (var cut = 0; cut < Cuts; cut++)
        {
            for (var hint = 0; hint < Posts * Hints / (Cuts * 2); hint++)
                (await kept.WaitAsync(s_deadline)).ShouldBeTrue();
            await using var command = other.CreateCommand(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task<Run> StartAsync(CatalogDatabase database, Func<ImmutableArray<MailboxHint>, Task> take)
    {
        var (grains, room) = (Substitute.For<IGrainFactory>(), Substitute.For<IRoomMailboxGrain>());
        grains.GetGrain<IRoomMailboxGrain>(Mailbox).Returns(room);
        room.TakeHints(default).ReturnsForAnyArgs(call => take(call.Arg<ImmutableArray<MailboxHint>>()));
        var dispatcher = new HintDispatcher(grains, new LostSilos(), TimeProvider.System, new Jitter(new Random(1)), NullLogger<HintDispatcher>.Instance);
        var run = new Run(new HintJournal(database, dispatcher, TimeProvider.System, NullLogger<HintJournal>.Instance), dispatcher);
        await run.Journal.StartAsync(TestContext.Current.CancellationToken);
        return run;
    }

    private sealed record Run(HintJournal Journal, HintDispatcher Dispatcher) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Dispatcher.DisposeAsync();
            await Journal.DisposeAsync();
        }
    }
}
