using System.Diagnostics;
using System.Globalization;
using System.Net;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Gateway.Hosting;

namespace HybridCalendar.EndToEnd.Tests.Restart;

/// <summary>A gateway in a process of its own, which can be killed.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startDeadline = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private GatewayProcess(Process process) => _process = process;

    public static async Task<GatewayProcess> StartAsync(string[] settings, Uri address)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(GatewayApp).Assembly.Location, .. settings, "--Logging:LogLevel:Default=Error"]);
        var process = new GatewayProcess(Process.Start(start) ?? throw new InvalidOperationException("The gateway did not start."));
        using var http = new HttpClient { BaseAddress = address };
        await Deadline.WaitAsync(() => process.FindProblemAsync(http), s_startDeadline);
        return process;
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
            throw new InvalidOperationException($"The gateway ended with code {_process.ExitCode}.");
        try
        {
            using var answer = await http.GetAsync("health/ready", TestContext.Current.CancellationToken);
            return answer.StatusCode == HttpStatusCode.OK ? null : $"The gateway is not ready ({answer.StatusCode}).";
        }
        catch (HttpRequestException)
        {
            return "The gateway does not listen.";
        }
    }
}
