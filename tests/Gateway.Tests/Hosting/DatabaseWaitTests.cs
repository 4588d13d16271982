using System.Net;
using System.Net.Sockets;
using HybridCalendar.EndToEnd.Tests.Privacy;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Hosting;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HybridCalendar.Gateway.Tests.Hosting;

/// <summary>A host starts while PostgreSQL is away, or refuses it.</summary>
public sealed class DatabaseWaitTests : IDisposable
{
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly CapturedLog _lines = new();
    private readonly LoggerFactory _log;

    public DatabaseWaitTests() => _log = new LoggerFactory([_lines]);

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_database_that_comes_later_is_waited_for()
    {
        Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
        await using var server = await PostgresProcess.StartAsync("-c fsync=off");
        server.Kill();
        await using var source = NpgsqlDataSource.Create(server.Connection("postgres"));

        var waiting = WaitAsync(source);
        await UntilAsync(() => _lines.Lines.Count >= 2);
        waiting.IsCompleted.ShouldBeFalse();
        await server.StartAsync();
        await UntilAsync(() => waiting.IsCompleted);

        await waiting;
        _lines.Lines.ShouldAllBe(line => line.Contains("PostgreSQL is not there: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_does_not_come_is_given_up_and_named()
    {
        var port = FreePort();
        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={port};Username=calendar;Password=open-sesame;Database=calendar");
        var begin = _time.GetUtcNow();

        var waiting = WaitAsync(source);
        await UntilAsync(() => waiting.IsCompleted);

        var failure = await Should.ThrowAsync<ConfigurationProblemException>(waiting);
        failure.Message.ShouldStartWith("Cluster:ConnectionString: PostgreSQL was not there for 2 minutes.");
        failure.Message.ShouldContain($"127.0.0.1:{port}");
        failure.Message.ShouldNotContain("sesame");
        (_time.GetUtcNow() - begin).ShouldBeInRange(DatabaseWait.Longest, DatabaseWait.Longest + DatabaseWait.LongestTry);
        _lines.Lines.Count.ShouldBeInRange(15, 40, "pauses grow up to some seconds");
    }

    [Theory]
    [InlineData("nobody", "postgres", "28000")]
    [InlineData("postgres", "nowhere", "3D000")]
    public async Task What_it_refuses_ends_the_start_at_once(string user, string database, string code)
    {
        Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
        await using var server = await PostgresProcess.StartAsync("-c fsync=off");
        var connection = new NpgsqlConnectionStringBuilder(server.Connection(database)) { Username = user };
        var folder = Directory.CreateTempSubdirectory("hc-wait-").FullName;

        var failure = await Should.ThrowAsync<Exception>(async () =>
        {
            await using var app = GatewayApp.Build([.. GatewayHost.Settings(folder), $"--Cluster:ConnectionString={connection}"], builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<TimeProvider>(_time);
            });
            await app.StartAsync(TestContext.Current.CancellationToken);
        });

        var problem = ConfigurationProblems.Of(failure).ShouldHaveSingleItem();
        problem.ShouldStartWith("Cluster:ConnectionString: PostgreSQL cannot be used. ");
        problem.ShouldContain(code);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_end_of_the_start_ends_the_waiting()
    {
        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={FreePort()};Username=calendar;Database=calendar");
        using var stop = new CancellationTokenSource();
        var waiting = WaitAsync(source, stop.Token);
        await UntilAsync(() => _lines.Lines.Count >= 1);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    private async Task WaitAsync(NpgsqlDataSource source, CancellationToken stop = default)
    {
        await using var database = CatalogDatabase.Postgres(source);
        await new DatabaseWait(database, _time, new Jitter(new Random(3)), _log.CreateLogger<DatabaseWait>()).UntilThereAsync(stop);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Time passes until it is so; each try is left the time that it needs.</summary>
    private async Task UntilAsync(Func<bool> isSo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(GatewayHost.LongDeadline);
        while (!isSo())
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(20, deadline.Token);
        }
    }
}
