using System.Diagnostics;
using System.Text.Json;

namespace HybridCalendar.Bench.Processes;

/// <summary>A server in a process of its own: this program again, in another role. It answers questions about itself on its standard output.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    /// <summary>How a line begins that answers this class.</summary>
    public const string AnswerMark = "bench: ";

    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    private ChildServer(Process process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory that it holds.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a role and waits until it listens.</summary>
    public static async Task<ChildServer> StartAsync(string role, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        // Started as "dotnet HybridCalendar.bench.dll", the program is dotnet; started by its own name it is itself.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(ChildServer).Assembly.Location);
        foreach (var argument in (string[])["serve", role, "--", .. arguments])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"The process of the {role} did not start.");
        return new ChildServer(process, new Uri(await ReadAnswerAsync(process)));
    }

    /// <summary>Asks for the process's memory, after a full garbage collection.</summary>
    public async Task<MemoryReport> MeasureMemoryAsync()
    {
        await _process.StandardInput.WriteLineAsync("memory");
        await _process.StandardInput.FlushAsync();
        return JsonSerializer.Deserialize<MemoryReport>(await ReadAnswerAsync(_process))!;
    }

    /// <summary>Ends the process in good order when it listens to the end of its input, otherwise hard.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }

    /// <summary>Servers print more than answers: a new gateway tells its administrator's key.</summary>
    private static async Task<string> ReadAnswerAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(s_deadline) is { } line)
        {
            if (line.StartsWith(AnswerMark, StringComparison.Ordinal))
                return line[AnswerMark.Length..];
        }
        throw new InvalidOperationException("A server process ended.");
    }
}
