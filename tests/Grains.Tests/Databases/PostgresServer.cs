using System.Diagnostics;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Tests.Databases;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace HybridCalendar.Grains.Tests.Databases;

/// <summary>A PostgreSQL server of the tests' own, which listens on a socket in a temporary folder and goes away with them.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Port = "5433";
    private readonly string? _programs = FindPrograms();
    private string _folder = "";
    private int _databases;

    public async ValueTask InitializeAsync()
    {
        if (_programs is null)
            return;
        _folder = Directory.CreateTempSubdirectory("hc-pg-").FullName;
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", _folder);
        await RunAsOwnerAsync("initdb", "-D", $"{_folder}/data", "-U", "postgres", "-A", "trust");
        await RunAsOwnerAsync(
            "pg_ctl", "-D", $"{_folder}/data", "-o", $"-p {Port} -k {_folder} -c listen_addresses= -c fsync=off", "-l", $"{_folder}/log", "-w", "start");
    }

    public async ValueTask DisposeAsync()
    {
        if (_programs is null)
            return;
        await RunAsOwnerAsync("pg_ctl", "-D", $"{_folder}/data", "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A new empty database. Skips the test when PostgreSQL is not installed.</summary>
    /// <param name="disk">A folder for its data; by default it is with the server's.</param>
    internal async Task<NpgsqlDataSource> CreateDatabaseAsync(string? disk = null)
    {
        Assert.SkipWhen(_programs is null, "PostgreSQL is not installed.");
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await using var server = NpgsqlDataSource.Create(Connection("postgres"));
        if (disk is not null)
            await ExecuteAsync(server, $"CREATE TABLESPACE {name} LOCATION '{await MakeFolderAsync(disk)}'");
        await ExecuteAsync(server, $"CREATE DATABASE {name}{(disk is null ? "" : $" TABLESPACE {name}")}");
        return NpgsqlDataSource.Create(Connection(name));
    }

    private static async Task ExecuteAsync(NpgsqlDataSource server, string sql)
    {
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> MakeFolderAsync(string disk)
    {
        var folder = Directory.CreateDirectory(Path.Combine(disk, "data")).FullName;
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", folder);
        return folder;
    }

    private string Connection(string database) => $"Host={_folder};Port={Port};Username=postgres;Database={database};Maximum Pool Size=20";

    private static string? FindPrograms()
    {
        const string Versions = "/usr/lib/postgresql";
        return Directory.Exists(Versions)
            ? Directory.GetDirectories(Versions).Select(version => $"{version}/bin").Where(Directory.Exists).Max()
            : null;
    }

    /// <summary>PostgreSQL does not run as root.</summary>
    private Task RunAsOwnerAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", $"{_programs}/{program}", .. arguments])
        : RunAsync($"{_programs}/{program}", arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // What it prints is not read: the server that pg_ctl leaves behind would keep a pipe open.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {arguments.FirstOrDefault()} ended with code {process.ExitCode}.");
    }
}
