using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using HybridCalendar.EndToEnd.Tests.World;

namespace HybridCalendar.EndToEnd.Tests.Rich;

/// <summary>What became of notifications, by the gateway's own metric.</summary>
internal sealed class NotificationCounts : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _byResult = new();
    private readonly MeterListener _listener = new();

    public NotificationCounts()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "hybridcalendar.notifications")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            foreach (var (key, value) in tags)
            {
                if (key == "result")
                    _byResult.AddOrUpdate((string)value!, count, (_, before) => before + count);
            }
        });
        _listener.Start();
    }

    public long Of(string result) => _byResult.GetValueOrDefault(result);

    public Task WaitForAsync(string result, long atLeast) =>
        Deadline.WaitAsync(() => Of(result) >= atLeast ? null : $"{Of(result)} notifications instead of {atLeast} were counted as {result}.");

    public void Dispose() => _listener.Dispose();
}
