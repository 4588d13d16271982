using System.Diagnostics;
using System.Globalization;
using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Data.Sqlite;

namespace HybridCalendar.Runtime.Tests.Embedded;

/// <summary>A process that is killed in the middle of its writes loses none that it acknowledged.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 6;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task After_a_kill_every_acknowledged_write_is_there()
    {
        var seed = Environment.GetEnvironmentVariable("KILL_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"KILL_SEED={seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("kill-tests-").FullName;
        var database = Path.Combine(folder, "grains.db");
        var acknowledged = new Dictionary<int, string>();
        for (var round = 0; round < Kills; round++)
        {
            var writes = random.Next(1, 4000);
            await WriteAndKillAsync(database, round, writes, acknowledged);
            output.WriteLine($"killed after {writes} writes of round {round}");
            Check(database, acknowledged, round);
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Reads acknowledgements until there are so many, kills, and reads what was still in the pipe.</summary>
    private static async Task WriteAndKillAsync(string database, int round, int writes, Dictionary<int, string> acknowledged)
    {
        // The test's assembly, not its process: that may be dotnet itself.
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(KillTests).Assembly.Location, "write-until-killed", database, round.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        using var deadline = new CancellationTokenSource(Deadline);
        for (var count = 1; await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line; count++)
        {
            // The kill may cut the last line in two.
            if (line.Split(' ') is [var grain, var text] && text.Contains('-', StringComparison.Ordinal)) Remember(acknowledged, grain, text);
            if (count == writes) process.Kill();
        }

        await process.WaitForExitAsync(deadline.Token);
        process.ExitCode.ShouldNotBe(0);
    }

    private static void Remember(Dictionary<int, string> acknowledged, string grain, string text) =>
        acknowledged[int.Parse(grain, CultureInfo.InvariantCulture)] = text;

    /// <summary>The stored text is the acknowledged one, or of a later write that was not acknowledged in time.</summary>
    private static void Check(string database, Dictionary<int, string> acknowledged, int round)
    {
        var stored = Read(database);
        acknowledged.ShouldNotBeEmpty();
        foreach (var (grain, text) in acknowledged)
        {
            var found = Order(stored[KillWriter.Key(grain)]);
            found.ShouldBeGreaterThanOrEqualTo(Order(text), $"grain {grain} after round {round}");
        }
    }

    private static Dictionary<string, string> Read(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT grain_key, json ->> '$.Text' FROM grain_state WHERE state_name = 'rt-note'";
        using var row = query.ExecuteReader();
        var texts = new Dictionary<string, string>();
        while (row.Read()) texts[row.GetString(0)] = row.GetString(1);
        return texts;
    }

    private static long Order(string text)
    {
        var parts = text.Split('-').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return (parts[0] * 1_000_000_000) + parts[1];
    }
}
