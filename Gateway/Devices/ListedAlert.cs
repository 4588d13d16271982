using System.Collections.Immutable;
using System.Text.Json;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Devices;

/// <summary>When a booking of a device's list can be joined.</summary>
/// <param name="Alert">The alert that says so.</param>
/// <param name="End">From then on nobody needs it, UTC.</param>
internal sealed record ListedAlert(JoinAlert Alert, DateTimeOffset End)
{
    /// <summary>Those of all bookings with something to dial.</summary>
    public static ImmutableArray<ListedAlert> Of(DeviceList list)
    {
        using var json = JsonDocument.Parse(list.BookingsJson);
        return [.. json.RootElement.GetProperty("Bookings").EnumerateArray().Select(Find).OfType<ListedAlert>()];
    }

    private static ListedAlert? Find(JsonElement booking)
    {
        if (!booking.TryGetProperty("Time", out var time) || !time.TryGetProperty("StartTime", out var startTime))
            return null;
        if (!booking.TryGetProperty("Protocol", out var protocol) || protocol.GetString() == "None")
            return null;
        var start = startTime.GetDateTimeOffset();
        var end = start.AddMinutes(Number(time, "Duration")).AddSeconds(Number(time, "EndTimeBuffer"));
        return new ListedAlert(new JoinAlert(booking.GetProperty("Id").GetString()!, start.AddSeconds(-Number(time, "StartTimeBuffer"))), end);
    }

    private static int Number(JsonElement time, string name) => time.TryGetProperty(name, out var value) ? value.GetInt32() : 0;
}
