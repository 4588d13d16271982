using System.Diagnostics;
using System.Globalization;
using System.Net;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Scenarios.Tests.Command;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>The product in a process of its own, which can be killed and whose clock can be moved.</summary>
internal sealed class ProductProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startDeadline = TimeSpan.FromSeconds(90);
    private readonly Process _process;

    private ProductProcess(Process process) => _process = process;

    /// <param name="settings">The product's.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="ahead">By how much its clock is ahead of the machine's.</param>
    public static async Task<ProductProcess> StartAsync(string[] settings, Uri address, TimeSpan ahead)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(ProductHost).Assembly.Location, ProductHost.Argument, ahead.Ticks.ToString(CultureInfo.InvariantCulture), .. settings])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = new ProductProcess(Process.Start(start) ?? throw new InvalidOperationException("The product did not start."));
        using var http = new HttpClient { BaseAddress = address };
        await Deadline.WaitAsync(() => process.FindProblemAsync(http), s_startDeadline);
        return process;
    }

    /// <summary>Moves its clock, and returns when everything that fell due was begun.</summary>
    public Task MoveAsync(TimeSpan time) => SendAsync(time.TotalSeconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>Moves its clock at once, as when the machine slept, and returns when everything that fell due was begun.</summary>
    public Task SleepAsync(TimeSpan time) => SendAsync(ProductHost.Sleep + time.TotalSeconds.ToString(CultureInfo.InvariantCulture));

    private async Task SendAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(s_startDeadline) is var answer && answer != line)
        {
            if (answer is null)
                throw new InvalidOperationException("The product ended while its clock was moved.");
        }
    }

    /// <summary>As kill -9: nothing is said, nothing is finished.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks it to end, as a service manager does, and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(s_startDeadline);
    }

    /// <summary>It has nothing more to read, as when the process that started it was killed.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndInputAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(s_startDeadline);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string?> FindProblemAsync(HttpClient http)
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"The product ended with code {_process.ExitCode}.");
        try
        {
            using var answer = await http.GetAsync("health/ready");
            return answer.StatusCode == HttpStatusCode.OK ? null : $"The product is not ready ({answer.StatusCode}).";
        }
        catch (HttpRequestException)
        {
            return "The product does not listen.";
        }
    }
}
