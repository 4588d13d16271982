using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.EndToEnd.Tests.Faults;

/// <summary>Counts the requests that a server has not answered yet, by ASP.NET Core's own metric.</summary>
internal sealed class CallsUnderWay : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _count;

    /// <param name="services">The server's.</param>
    public CallsUnderWay(IServiceProvider services)
    {
        var server = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "http.server.active_requests" && ReferenceEquals(instrument.Meter.Scope, server))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref _count, change));
        _listener.Start();
    }

    public bool Any => Interlocked.Read(ref _count) > 0;

    public void Dispose() => _listener.Dispose();
}
