namespace HybridCalendar.Hosting.Telemetry;

/// <param name="Service">What the host is called in traces and metrics.</param>
/// <param name="Endpoint">Where OTLP goes.</param>
internal sealed record TelemetryExport(string Service, Uri Endpoint);
