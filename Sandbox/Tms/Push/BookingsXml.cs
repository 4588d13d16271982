using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Booking;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Sandbox.Tms.Push;

/// <summary>Writes a device's list in the XML form from before <c>Bookings Put</c>.</summary>
internal static class BookingsXml
{
    private const int JoinBufferSeconds = 300;

    /// <param name="rows">The occurrences, by start.</param>
    /// <param name="domain">The bridge's domain.</param>
    public static XDocument Write(IEnumerable<(TmsBooking Booking, TmsInstance Instance)> rows, string domain) =>
        new(Item("Bookings", new XAttribute("status", "OK"), rows.Select(row => Booking(row.Booking, row.Instance, domain))));

    private static XElement Booking(TmsBooking booking, TmsInstance one, string domain)
    {
        var owner = one.Data.Owner.DisplayName.Split(' ', 2);
        var isPrivate = one.Data.Settings["PrivacyFlag"].Equals("private", StringComparison.OrdinalIgnoreCase);
        return Item("Booking", Item("Id", one.Id), Item("Title", one.Data.Title), Item("Agenda"), Item("Privacy", isPrivate ? "Private" : "Public"),
            Item("Organizer", Item("FirstName", owner[0]), Item("LastName", owner.Length > 1 ? owner[1] : ""), Item("Email", one.Data.Owner.Email)),
            Item("Time", Item("StartTime", Write(one.Data.Start)), Item("StartTimeBuffer", JoinBufferSeconds),
                Item("EndTime", Write(one.Data.End)), Item("EndTimeBuffer", 0)),
            Item("MaximumMeetingExtension", 5), Item("BookingStatus", "OK"), Item("BookingStatusMessage"),
            Item("Webex", Item("Enabled", "False"), Item("MeetingNumber"), Item("Password")),
            Item("Encryption", "BestEffort"), Item("Role", "Master"), Item("Recording", "Disabled"), Dial(booking, one, domain));
    }

    private static XElement Dial(TmsBooking booking, TmsInstance one, string domain)
    {
        // A reservation has nothing to dial.
        if (one.Data.Type is "Reservation Only" or "No Connect")
            return Item("DialInfo", Item("Calls"), Item("ConnectMode", "Manual"));
        var address = one.Data.ForeignAddress ?? booking.Address(domain);
        return Item("DialInfo", Item("Calls", Item("Call",
            Item("Number", address), Item("Protocol", "SIP"), Item("CallRate", 4096), Item("CallType", "Video"))),
            Item("ConnectMode", one.Data.Type == "One Button To Push" ? "OBTP" : "Manual"));
    }

    private static string Write(Instant moment) => InstantPattern.General.Format(moment);

    private static XElement Item(string name, params object[] content) => new(name, new XAttribute("item", "1"), content);
}
