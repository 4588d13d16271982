using System.Diagnostics;
using System.Globalization;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary>A silo or gateway in a process of its own.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    /// <summary>A start on a machine that does other work beside; and after a power cut the first silo waits for those that are gone.</summary>
    private static readonly TimeSpan s_longestStart = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_longestEnd = TimeSpan.FromMinutes(1);
    private readonly Process _process;

    private HostProcess(string name, Process process) => (Name, _process) = (name, process);

    public string Name { get; }

    public int Id => _process.Id;

    /// <param name="name">What people call it.</param>
    /// <param name="assembly">Path of the host's assembly.</param>
    /// <param name="settings">Settings as <c>--Section:Name=value</c>; of two for the same name the later counts.</param>
    public static HostProcess Start(string name, string assembly, IEnumerable<string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. settings]);
        return new HostProcess(name, Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start."));
    }

    /// <summary>Waits until the host answers that it is ready.</summary>
    /// <exception cref="InvalidOperationException">The process ended instead.</exception>
    /// <exception cref="TimeoutException">It takes longer than three minutes.</exception>
    public async Task WaitUntilReadyAsync(Uri address, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(s_longestStart);
        try
        {
            await WatchAsync(address, deadline.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{Name} was not ready within {s_longestStart.TotalMinutes} minutes.", late);
        }
    }

    private async Task WatchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await IsReadyAsync(http, cancellationToken))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"{Name} ended with code {_process.ExitCode}.");
            await ticks.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? TimeSpan.Zero : _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory that it holds.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
    }

    /// <summary>Sends a signal, such as <c>KILL</c>, <c>STOP</c> or <c>CONT</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <exception cref="TimeoutException">It has not.</exception>
    public Task WaitForExitAsync(TimeSpan limit) => _process.WaitForExitAsync().WaitAsync(limit);

    /// <summary>Asks it to end, as a service manager does, and ends it after a minute.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await SignalAsync("TERM");
            using var deadline = new CancellationTokenSource(s_longestEnd);
            try
            {
                await _process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                await Console.Error.WriteLineAsync($"{Name} did not end within a minute and is killed.");
                _process.Kill();
            }
        }
        _process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync("health/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
