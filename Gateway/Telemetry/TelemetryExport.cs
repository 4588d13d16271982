namespace HybridCalendar.Gateway.Telemetry;

/// <param name="Endpoint">Where OTLP goes.</param>
internal sealed record TelemetryExport(Uri Endpoint);
