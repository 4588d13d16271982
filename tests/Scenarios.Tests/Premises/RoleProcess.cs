using System.Diagnostics;
using System.Globalization;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>A gateway or connector that can be killed and whose clock can be moved.</summary>
internal sealed class RoleProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(120);
    private readonly Process _process;

    private RoleProcess(Process process) => _process = process;

    /// <param name="role">What it is.</param>
    /// <param name="ahead">How far its clock is before the system's.</param>
    /// <param name="settings">Its command line.</param>
    public static async Task<RoleProcess> StartAsync(Role role, TimeSpan ahead, IEnumerable<string> settings)
    {
        string[] arguments =
            [typeof(RoleHost).Assembly.Location, RoleHost.Argument, role.ToString(), ahead.Ticks.ToString(CultureInfo.InvariantCulture), .. settings, "--Logging:LogLevel:Default=None"];
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = new RoleProcess(Process.Start(start) ?? throw new InvalidOperationException($"The {role} did not start."));
        await process.ReadUntilAsync(RoleHost.Ready);
        return process;
    }

    /// <summary>Moves its clock, and returns when everything that fell due was begun.</summary>
    public async Task MoveAsync(TimeSpan time)
    {
        var line = time.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        await ReadUntilAsync(line);
    }

    /// <summary>As kill -9: nothing is said, nothing is finished.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReadUntilAsync(string awaited)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(s_deadline) is var line && line != awaited)
        {
            if (line is null)
                throw new InvalidOperationException("A process of the product ended by itself.");
        }
    }
}
