using System.Text.Json;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Devices;

/// <summary>The alerts that a device may have missed while it was not there: those of all bookings that can be joined now.</summary>
internal static class DueAlerts
{
    public static IEnumerable<JoinAlert> Of(DeviceList list, DateTimeOffset now)
    {
        using var json = JsonDocument.Parse(list.BookingsJson);
        foreach (var booking in json.RootElement.GetProperty("Bookings").EnumerateArray())
        {
            var time = booking.GetProperty("Time");
            var start = time.GetProperty("StartTime").GetDateTimeOffset();
            var dueAt = start.AddSeconds(-time.GetProperty("StartTimeBuffer").GetInt32());
            var end = start.AddMinutes(time.GetProperty("Duration").GetInt32()).AddSeconds(time.GetProperty("EndTimeBuffer").GetInt32());
            if (dueAt <= now && now < end && booking.GetProperty("Protocol").GetString() != "None")
                yield return new JoinAlert(booking.GetProperty("Id").GetString()!, dueAt);
        }
    }
}
