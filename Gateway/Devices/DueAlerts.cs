using System.Text.Json;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Devices;

/// <summary>The alerts that a device may have missed while it was not there: those of all bookings that can be joined now.</summary>
internal static class DueAlerts
{
    public static IReadOnlyList<JoinAlert> Of(DeviceList list, DateTimeOffset now)
    {
        using var json = JsonDocument.Parse(list.BookingsJson);
        return [.. json.RootElement.GetProperty("Bookings").EnumerateArray().Select(booking => Find(booking, now)).OfType<JoinAlert>()];
    }

    private static JoinAlert? Find(JsonElement booking, DateTimeOffset now)
    {
        if (!booking.TryGetProperty("Time", out var time) || !time.TryGetProperty("StartTime", out var startTime))
            return null;
        var start = startTime.GetDateTimeOffset();
        var dueAt = start.AddSeconds(-Number(time, "StartTimeBuffer"));
        var end = start.AddMinutes(Number(time, "Duration")).AddSeconds(Number(time, "EndTimeBuffer"));
        var isDue = dueAt <= now && now < end;
        var canJoin = booking.TryGetProperty("Protocol", out var protocol) && protocol.GetString() != "None";
        return isDue && canJoin ? new JoinAlert(booking.GetProperty("Id").GetString()!, dueAt) : null;
    }

    private static int Number(JsonElement time, string name) => time.TryGetProperty(name, out var value) ? value.GetInt32() : 0;
}
