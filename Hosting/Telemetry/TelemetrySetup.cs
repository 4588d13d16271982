using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HybridCalendar.Hosting.Telemetry;

/// <summary>Traces and metrics over OTLP, when an endpoint is set.</summary>
public static class TelemetrySetup
{
    private const string Source = "HybridCalendar";

    /// <param name="builder">The host; <c>Telemetry:OtlpEndpoint</c> or <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.</param>
    /// <param name="service">What the host is called in traces and metrics, such as <c>hybrid-calendar-gateway</c>.</param>
    /// <exception cref="ConfigurationProblemException">The endpoint is no absolute address.</exception>
    public static void AddTelemetry(this IHostApplicationBuilder builder, string service)
    {
        var endpoint = builder.Configuration["Telemetry:OtlpEndpoint"] ?? builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if (string.IsNullOrWhiteSpace(endpoint))
            return;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var url))
            throw new ConfigurationProblemException("Telemetry:OtlpEndpoint (or OTEL_EXPORTER_OTLP_ENDPOINT) must be an absolute address.");
        builder.Services.AddSingleton(new TelemetryExport(service, url));
        builder.Services.AddHostedService<TelemetryService>();
    }

    internal static TracerProvider Traces(ResourceBuilder resource, Action<TracerProviderBuilder> export)
    {
        var traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Microsoft.Orleans.*", Source)
            .AddProcessor(new PrivateSpans());
        export(traces);
        return traces.Build();
    }

    internal static MeterProvider Metrics(ResourceBuilder resource, Action<MeterProviderBuilder> export)
    {
        var metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql")
            .AddMeter("Microsoft.Orleans", Source + ".*");
        export(metrics);
        return metrics.Build();
    }
}
