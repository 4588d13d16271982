using HybridCalendar.Hosting;
using System.Diagnostics;
using HybridCalendar.Clients;
using HybridCalendar.Gateway.Notifications;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HybridCalendar.Gateway.Telemetry;

/// <summary>Traces and metrics over OTLP, when an endpoint is set.</summary>
internal static class TelemetrySetup
{
    private const string Source = "HybridCalendar";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var endpoint = builder.Configuration["Telemetry:OtlpEndpoint"] ?? builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if (string.IsNullOrWhiteSpace(endpoint))
            return;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var url))
            throw new ConfigurationProblemException("Telemetry:OtlpEndpoint (or OTEL_EXPORTER_OTLP_ENDPOINT) must be an absolute address.");
        builder.Services.AddSingleton(new TelemetryExport(url));
        builder.Services.AddHostedService<TelemetryService>();
    }

    /// <summary>Names a request's span by its route's template: the path itself holds mail addresses and ids.</summary>
    public static void UseRouteTelemetry(this WebApplication app) => app.Use(static (context, next) =>
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
        {
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
            activity.DisplayName = $"{context.Request.Method} {route}".TrimEnd();
            activity.SetTag("http.request.method", context.Request.Method);
            activity.SetTag("http.route", route);
            context.Response.OnCompleted(static state =>
            {
                var (span, response) = ((Activity, HttpResponse))state;
                span.SetTag("http.response.status_code", response.StatusCode);
                return Task.CompletedTask;
            }, (activity, context.Response));
        }
        return next(context);
    });

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
            .AddMeter("Microsoft.Orleans", NotificationMeter.MeterName, CallMeter.MeterName, Source + ".*");
        export(metrics);
        return metrics.Build();
    }
}
