using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Tests.Testing;

namespace HybridCalendar.Clients.Tests.Office365;

public sealed class MeterTests
{
    [Fact]
    public async Task Calls_are_counted_by_operation_and_result_and_name_nobody()
    {
        await using var world = await GraphWorld.StartAsync(context => context.GraphErrorAsync(403, "ErrorAccessDenied"));
        var seen = new ConcurrentQueue<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == CallMeter.MeterName && instrument.Name == "hybridcalendar.client.calls")
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            seen.Enqueue(string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")) + $" {count}"));
        listener.Start();

        await Should.ThrowAsync<GraphException>(() => world.Calendar.GetMailboxSettingsAsync(GraphWorld.Anna));

        seen.ShouldContain("service=graph operation=mailboxSettings.get result=403 1");
        seen.ShouldAllBe(measurement => !measurement.Contains("contoso"));
    }
}
