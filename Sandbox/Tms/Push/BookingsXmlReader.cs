using System.Globalization;
using System.Xml.Linq;
using HybridCalendar.Sandbox.Devices;

namespace HybridCalendar.Sandbox.Tms.Push;

/// <summary>Reads the XML list as a device does.</summary>
internal static class BookingsXmlReader
{
    /// <exception cref="FormatException">The list lacks something, or a value is none.</exception>
    public static IReadOnlyList<DeviceBooking> Read(XElement root) => root.Name == "Bookings"
        ? [.. root.Elements("Booking").Select(ReadOne)]
        : throw new FormatException("The list is not called Bookings.");

    private static DeviceBooking ReadOne(XElement booking)
    {
        var time = booking.Element("Time") ?? throw new FormatException("A booking has no Time.");
        var call = booking.Element("DialInfo")?.Element("Calls")?.Element("Call");
        var (start, end) = (Moment(time, "StartTime"), Moment(time, "EndTime"));
        var organizer = booking.Element("Organizer");
        return new DeviceBooking
        {
            Id = Text(booking, "Id"),
            Title = Text(booking, "Title"),
            Privacy = Text(booking, "Privacy"),
            OrganizerName = $"{(string?)organizer?.Element("FirstName")} {(string?)organizer?.Element("LastName")}".Trim(),
            OrganizerEmail = (string?)organizer?.Element("Email"),
            StartTime = start,
            Duration = (int)Math.Ceiling((end - start).TotalMinutes),
            StartTimeBuffer = Number(time, "StartTimeBuffer"),
            EndTimeBuffer = Number(time, "EndTimeBuffer"),
            Number = call is null ? "" : Text(call, "Number"),
            Protocol = call is null ? "None" : Text(call, "Protocol"),
        };
    }

    private static string Text(XElement element, string name) => (string?)element.Element(name) ?? throw new FormatException($"{name} is missing.");

    private static int Number(XElement element, string name) => int.Parse(Text(element, name), NumberStyles.None, CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(XElement element, string name) => DateTimeOffset.ParseExact(
        Text(element, name), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
