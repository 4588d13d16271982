#if ORLEANS
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Grains.Tests.Databases;

namespace HybridCalendar.EndToEnd.Tests.Clusters;

/// <summary>What a person does with <c>./cluster</c>: starts it, opens what it names, and ends it by Ctrl+C.</summary>
public sealed partial class ClusterScriptTests : IDisposable
{
    private const int Hosts = 5;
    private static readonly TimeSpan s_longestStart = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan s_longestEnd = TimeSpan.FromMinutes(2);

    /// <summary>The script's temporary folder, which also tells its processes from others.</summary>
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cluster-script-");

    public void Dispose()
    {
        foreach (var id in Processes())
        {
            using var left = Process.GetProcessById(id);
            left.Kill();
        }
        _folder.Delete(recursive: true);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task It_names_what_can_be_opened_and_leaves_nothing_behind_after_Ctrl_C()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are looked up in /proc.");
        Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
        // PostgreSQL runs as somebody else, and has its data in it.
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)Convert.ToInt32("755", 8));
        using var script = Start();
        var told = await ReadAsync(script, until: "Ctrl+C").WaitAsync(s_longestStart, TestContext.Current.CancellationToken);

        using var http = new HttpClient { Timeout = Deadline.Usual };
        var health = Addresses().Matches(told).Select(match => match.Value).Where(address => address.EndsWith("/health/ready", StringComparison.Ordinal)).ToList();
        health.Count.ShouldBe(Hosts, told);
        foreach (var address in (string[])[.. health, AddressOf("Calendar", told), AddressOf("Panel in Rila", told), AddressOf("Administration", told)])
        {
            using var answer = await http.GetAsync(address, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        }
        // The script, the Sandbox, the hosts, and PostgreSQL.
        Processes().Count.ShouldBeGreaterThanOrEqualTo(Hosts + 3);

        await PressCtrlCAsync(script);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_longestEnd, TestContext.Current.CancellationToken);

        script.ExitCode.ShouldBe(0);
        await Deadline.WaitAsync(() => Processes() is { Count: > 0 } left ? $"{left.Count} processes are left." : null);
        _folder.EnumerateFileSystemInfos().Select(left => left.Name).ShouldBeEmpty();
    }

    /// <summary>At the head of a group of processes, as a terminal starts it: Ctrl+C goes to all of them.</summary>
    private Process Start()
    {
        var start = new ProcessStartInfo("setsid", ["env", "--default-signal=INT", "bash", Path.Combine(Root(), "cluster"), "--no-build", "--any-ports"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["TMPDIR"] = _folder.FullName },
        };
        return Process.Start(start)!;
    }

    private static async Task PressCtrlCAsync(Process script)
    {
        using var kill = Process.Start("kill", ["-INT", "--", string.Create(CultureInfo.InvariantCulture, $"-{script.Id}")]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> ReadAsync(Process script, string until)
    {
        var told = "";
        while (await script.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            told += line + "\n";
            if (line.Contains(until, StringComparison.Ordinal))
                return told;
        }
        throw new InvalidOperationException($"It ended: {told}");
    }

    private static string AddressOf(string what, string told) =>
        Addresses().Match(told.Split('\n').Single(line => line.TrimStart().StartsWith(what, StringComparison.Ordinal))).Value;

    /// <summary>Those that have the folder in their environment or, as PostgreSQL writes over its own, in their arguments.</summary>
    private List<int> Processes() =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
            .Where(process => Holds($"{process}/environ") || Holds($"{process}/cmdline"))
            .Select(process => int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture)),
    ];

    private bool Holds(string file)
    {
        try
        {
            return File.ReadAllText(file).Contains(_folder.FullName, StringComparison.Ordinal);
        }
        catch (Exception notReadable) when (notReadable is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is somebody else's.
            return false;
        }
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Orleans.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("The script is not found.");
    }

    [GeneratedRegex(@"https?://[^\s]+")]
    private static partial Regex Addresses();
}
#endif
