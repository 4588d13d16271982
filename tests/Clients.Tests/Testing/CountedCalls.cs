using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace HybridCalendar.Clients.Tests.Testing;

/// <summary>Listens to how the calls of one operation ended.</summary>
internal sealed class CountedCalls : IDisposable
{
    private readonly MeterListener _listener = new();

    public CountedCalls(string operation)
    {
        _listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == CallMeter.MeterName && instrument.Name == "hybridcalendar.client.calls")
                own.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            var said = tags.ToArray().ToDictionary(tag => tag.Key, tag => $"{tag.Value}");
            if (said["operation"] == operation)
                Results.Enqueue(said["result"]);
        });
        _listener.Start();
    }

    public ConcurrentQueue<string> Results { get; } = new();

    public void Dispose() => _listener.Dispose();
}
