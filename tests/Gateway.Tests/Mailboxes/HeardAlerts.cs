using System.Collections.Concurrent;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>Counts how often devices were told of alerts.</summary>
internal sealed class HeardAlerts : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, int> _times = new();

    public int TimesOf(string bookingId) => _times.GetValueOrDefault(bookingId);

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.MethodName == nameof(IDeviceGrain.Alert))
            _times.AddOrUpdate(((JoinAlert)context.Request.GetArgument(0)!).BookingId, 1, (_, times) => times + 1);
        return context.Invoke();
    }
}
