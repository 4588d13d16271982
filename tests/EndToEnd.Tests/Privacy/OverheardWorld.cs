using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox.Wiring;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.EndToEnd.Tests.Privacy;

/// <summary>A world whose gateway logs everything it can, and exports its traces and metrics, to listeners.</summary>
public sealed class OverheardWorld : SmallWorld
{
    private TelemetrySink? _telemetry;

    internal CapturedLog Log { get; } = new();

    internal TelemetrySink Telemetry => _telemetry!;

    internal override async Task<IAsyncDisposable> StartGatewayAsync(string[] settings, CancellationToken cancellationToken)
    {
        _telemetry ??= await TelemetrySink.StartAsync();
        return await GatewayInProcess.StartAsync([.. settings, $"--Telemetry:OtlpEndpoint={_telemetry.Address}"], Listen, cancellationToken);
    }

    /// <summary>What is on its way to the collector is there when this returns.</summary>
    internal Task FlushAsync() => Playground.RestartGatewayAsync(TestContext.Current.CancellationToken);

    private void Listen(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(Log);
        builder.Logging.SetMinimumLevel(LogLevel.Trace);
        builder.Logging.AddFilter(_ => true);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Trace);
    }
}
