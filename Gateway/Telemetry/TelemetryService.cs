using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HybridCalendar.Gateway.Telemetry;

/// <summary>Exports traces and metrics as long as the gateway runs.</summary>
internal sealed class TelemetryService(TelemetryExport export) : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var version = typeof(TelemetryService).Assembly.GetName().Version?.ToString();
        var resource = ResourceBuilder.CreateDefault().AddService("hybrid-calendar-gateway", serviceVersion: version);
        _traces = TelemetrySetup.Traces(resource, traces => traces.AddOtlpExporter(otlp => otlp.Endpoint = export.Endpoint));
        _metrics = TelemetrySetup.Metrics(resource, metrics => metrics.AddOtlpExporter(otlp => otlp.Endpoint = export.Endpoint));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
