using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace HybridCalendar.Grains.Tests.Databases;

/// <summary>A PostgreSQL server that listens on a socket in a temporary folder, and goes away with it.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    private const string Port = "5433";
    private readonly string _programs;
    private readonly string _options;
    private readonly string _folder = Directory.CreateTempSubdirectory("hc-pg-").FullName;

    private PostgresProcess(string programs, string options) => (_programs, _options) = (programs, options);

    /// <summary>Whether PostgreSQL is installed.</summary>
    public static bool IsInstalled => FindPrograms() is not null;

    /// <param name="options">Further options of the server.</param>
    public static async Task<PostgresProcess> StartAsync(string options)
    {
        var server = new PostgresProcess(FindPrograms() ?? throw new InvalidOperationException("PostgreSQL is not installed."), options);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", server._folder);
        await server.RunAsOwnerAsync("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        await server.StartAsync();
        return server;
    }

    /// <summary>Where its data lies.</summary>
    public string Data => $"{_folder}/data";

    /// <summary>Starts it again, after <see cref="Kill"/>.</summary>
    public Task StartAsync() => RunAsOwnerAsync(
        "pg_ctl", "-D", Data, "-o", $"-p {Port} -k {_folder} -c listen_addresses= {_options}", "-l", $"{_folder}/log", "-w", "start");

    /// <summary>Of the server's first process, while it runs.</summary>
    public int ProcessId => int.Parse(File.ReadLines($"{Data}/postmaster.pid").First(), CultureInfo.InvariantCulture);

    /// <summary>Ends the server and all that it started, as a power cut would.</summary>
    public void Kill()
    {
        using var process = Process.GetProcessById(ProcessId);
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        File.Delete($"{Data}/postmaster.pid");
    }

    /// <summary>How a database of this server is reached, as Npgsql writes it.</summary>
    public string Connection(string database) => $"Host={_folder};Port={Port};Username=postgres;Database={database};Maximum Pool Size=20";

    /// <param name="name">The new, empty database.</param>
    /// <param name="disk">A folder for its data; by default it is with the server's.</param>
    public async Task CreateDatabaseAsync(string name, string? disk = null)
    {
        await using var server = NpgsqlDataSource.Create(Connection("postgres"));
        if (disk is not null)
            await ExecuteAsync(server, $"CREATE TABLESPACE {name} LOCATION '{await MakeFolderAsync(disk)}'");
        await ExecuteAsync(server, $"CREATE DATABASE {name}{(disk is null ? "" : $" TABLESPACE {name}")}");
    }

    /// <summary>Backs a database up as it is at this moment; it stays in use.</summary>
    /// <returns>The backup.</returns>
    public async Task<string> BackUpAsync(string name)
    {
        var file = $"{_folder}/{Guid.NewGuid():N}.dump";
        await RunAsOwnerAsync("pg_dump", [.. Server, "-Fc", "-f", file, name]);
        return file;
    }

    /// <param name="backup">The backup.</param>
    /// <param name="name">A new, empty database.</param>
    public Task RestoreAsync(string backup, string name) => RunAsOwnerAsync("pg_restore", [.. Server, "--exit-on-error", "-d", name, backup]);

    /// <summary>Deletes a database, whoever uses it.</summary>
    public async Task DropDatabaseAsync(string name)
    {
        await using var server = NpgsqlDataSource.Create(Connection("postgres"));
        await ExecuteAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsOwnerAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
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

    private static string? FindPrograms()
    {
        const string Versions = "/usr/lib/postgresql";
        return Directory.Exists(Versions)
            ? Directory.GetDirectories(Versions).Select(version => $"{version}/bin").Where(Directory.Exists).Max()
            : null;
    }

    private string[] Server => ["-h", _folder, "-p", Port, "-U", "postgres"];

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
