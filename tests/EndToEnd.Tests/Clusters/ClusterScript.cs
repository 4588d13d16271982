#if ORLEANS
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;

namespace HybridCalendar.EndToEnd.Tests.Clusters;

/// <summary><c>./cluster</c>, with a temporary folder of its own, by which its processes are told from others.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class ClusterScript : IDisposable
{
    private static readonly TimeSpan s_longestStart = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan s_longestEnd = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    /// <summary>Hosts that have something to say wait for a reader.</summary>
    private Task? _rest;

    private ClusterScript(DirectoryInfo folder, Process process) => (_folder, _process) = (folder, process);

    /// <summary>What it printed until everything had started.</summary>
    public string Told { get; private set; } = "";

    /// <summary>The silos and gateways that it names, and where they answer for their health.</summary>
    public IReadOnlyDictionary<string, (int Process, Uri Health)> Members => Member().Matches(Told).ToDictionary(
        match => match.Groups["name"].Value, match => (int.Parse(match.Groups["process"].Value, CultureInfo.InvariantCulture), new Uri(match.Groups["health"].Value)));

    /// <summary>What it left in the folder for temporary files.</summary>
    public IEnumerable<string> Files => _folder.EnumerateFileSystemInfos().Select(left => left.Name);

    /// <summary>Starts it, and waits until it says how it is ended.</summary>
    public static async Task<ClusterScript> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cluster-script-");
        // PostgreSQL runs as somebody else, and has its data in it.
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)Convert.ToInt32("755", 8));
        // At the head of a group of processes, as a terminal starts it: Ctrl+C goes to all of them.
        var start = new ProcessStartInfo("setsid", ["env", "--default-signal=INT", "bash", Path.Combine(Root(), "cluster"), "--no-build", "--any-ports"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            // A killed process leaves what its runtime has for debuggers.
            Environment = { ["TMPDIR"] = folder.FullName, ["DOTNET_EnableDiagnostics"] = "0" },
        };
        var script = new ClusterScript(folder, Process.Start(start)!);
        try
        {
            await script.ReadAsync(until: "Ctrl+C").WaitAsync(s_longestStart, TestContext.Current.CancellationToken);
        }
        catch
        {
            script.Dispose();
            throw;
        }
        return script;
    }

    /// <summary>The address in the line that begins with this.</summary>
    public Uri AddressOf(string what) =>
        new(Address().Match(Told.Split('\n').Single(line => line.TrimStart().StartsWith(what, StringComparison.Ordinal))).Value);

    /// <summary>Ends one of its processes as a power cut would.</summary>
    public static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    public async Task PressCtrlCAsync()
    {
        using var kill = Process.Start("kill", ["-INT", "--", string.Create(CultureInfo.InvariantCulture, $"-{_process.Id}")]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <returns>The code that it ended with.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await Task.WhenAll(_process.WaitForExitAsync(TestContext.Current.CancellationToken), _rest!).WaitAsync(s_longestEnd, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Those that have the folder in their environment or, as PostgreSQL writes over its own, in their arguments.</summary>
    public List<int> Processes() =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
            .Where(process => Holds($"{process}/environ") || Holds($"{process}/cmdline"))
            .Select(process => int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture)),
    ];

    public void Dispose()
    {
        foreach (var id in Processes())
            Kill(id);
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ReadAsync(string until)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            Told += line + "\n";
            if (line.Contains(until, StringComparison.Ordinal))
            {
                _rest = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }
        throw new InvalidOperationException($"It ended: {Told}");
    }

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

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Address();

    [GeneratedRegex(@"^(?<name>\w+ \d+): process (?<process>\d+), its health at (?<health>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Member();
}
#endif
