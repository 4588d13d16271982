using System.Diagnostics.Metrics;

namespace HybridCalendar.Clients;

/// <summary>
/// Counts the calls to outside services, each attempt of a repeated call for itself. Tags: <c>service</c> (graph, webex or issuer),
/// <c>operation</c> (such as event.get), <c>result</c> (the HTTP status, timeout or network). No tag names a mailbox or a person.
/// </summary>
public sealed class CallMeter : IDisposable
{
    /// <summary>The meter's name, to be added to a meter provider.</summary>
    public const string MeterName = "HybridCalendar.Clients";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _seconds;

    public CallMeter()
    {
        _calls = _meter.CreateCounter<long>("hybridcalendar.client.calls", "{call}", "Calls to outside services.");
        _seconds = _meter.CreateHistogram<double>("hybridcalendar.client.duration", "s", "Time until the whole answer was read.");
    }

    public void Record(string service, string operation, string result, TimeSpan elapsed)
    {
        var serviceTag = new KeyValuePair<string, object?>("service", service);
        var operationTag = new KeyValuePair<string, object?>("operation", operation);
        _calls.Add(1, serviceTag, operationTag, new KeyValuePair<string, object?>("result", result));
        _seconds.Record(elapsed.TotalSeconds, serviceTag, operationTag);
    }

    public void Dispose() => _meter.Dispose();
}
