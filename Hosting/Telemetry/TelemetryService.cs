using Microsoft.Extensions.Hosting;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HybridCalendar.Hosting.Telemetry;

/// <summary>Exports traces and metrics as long as the host runs.</summary>
internal sealed class TelemetryService(TelemetryExport export) : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var version = typeof(TelemetryService).Assembly.GetName().Version?.ToString();
        var resource = ResourceBuilder.CreateDefault().AddService(export.Service, serviceVersion: version);
        _traces = TelemetrySetup.Traces(resource, traces => traces.AddOtlpExporter(Address));
        _metrics = TelemetrySetup.Metrics(resource, metrics => metrics.AddOtlpExporter(Address));
        return Task.CompletedTask;

        void Address(OtlpExporterOptions otlp) => otlp.Endpoint = export.Endpoint;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
