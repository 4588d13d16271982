using System.Globalization;
using HybridCalendar.Sandbox.Devices;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>What <c>Bookings List</c> answers, with RoomOS's names.</summary>
internal static class BookingsListResult
{
    private static readonly HashSet<string> Arguments = ["AccountType", "DayOffset", "Days", "Limit", "Offset", "ScheduleType"];

    public static object Of(SimulatedDevice device, JsonFields arguments)
    {
        arguments.RejectUnknown(Arguments);
        arguments.OneOf("AccountType", "Shared", "Personal", "SharedAndPersonal");
        var state = device.State();
        IEnumerable<DeviceBooking> rows = state.Bookings;
        if (arguments.Int("Days", 1, 365) is { } days)
        {
            var first = new DateTimeOffset(state.Now.UtcDateTime.Date.AddDays(arguments.Int("DayOffset", 0, 365) ?? 0), TimeSpan.Zero);
            rows = rows.Where(b => b.StartTime < first.AddDays(days) && b.EndTime > first);
        }
        rows = arguments.OneOf("ScheduleType", "Current", "Upcoming") switch
        {
            "Current" => rows.Where(b => b.StartTime <= state.Now && b.EndTime > state.Now),
            "Upcoming" => rows.Where(b => b.StartTime > state.Now),
            _ => rows,
        };
        var all = rows.ToList();
        var page = all.Skip(arguments.Int("Offset", 0, 65534) ?? 0).Take(arguments.Int("Limit", 1, 65534) ?? int.MaxValue);
        return new
        {
            status = "OK",
            LastUpdated = state.LastPut is { } put ? Time(put) : "",
            ResultInfo = new { TotalRows = all.Count.ToString(CultureInfo.InvariantCulture) },
            Booking = page.Select((b, i) => Row(b, i + 1)),
        };
    }

    private static object Row(DeviceBooking b, int number)
    {
        var names = b.OrganizerName.Split(' ', 2);
        return new
        {
            id = number,
            b.Id,
            MeetingId = b.MeetingId ?? "",
            b.Title,
            Agenda = b.Agenda ?? "",
            b.Privacy,
            Organizer = new { FirstName = names[0], LastName = names.ElementAtOrDefault(1) ?? "", Email = b.OrganizerEmail ?? "", Id = b.OrganizerId ?? "" },
            Time = new { StartTime = Time(b.StartTime), b.StartTimeBuffer, EndTime = Time(b.EndTime), b.EndTimeBuffer },
            MaximumMeetingExtension = 0,
            BookingStatus = "OK",
            BookingStatusMessage = "",
            Encryption = b.Encryption is "On" ? "BestEffort" : b.Encryption ?? "BestEffort",
            Recording = "Disabled",
            MeetingPlatform = b.MeetingPlatform ?? "Other",
            DialInfo = new
            {
                Calls = b.IsJoinable ? new { Call = new[] { new { id = 1, b.Number, b.Protocol, CallType = b.CallType ?? "Video" } } } : null,
                ConnectMode = "OBTP",
            },
        };
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
