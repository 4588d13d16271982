using System.Net;
using System.Xml.Linq;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>The texts that TMS would mail.</summary>
internal sealed class BookingMails(TmsWorld world)
{
    private static readonly XNamespace s_ns = TmsNames.Booking;

    public IEnumerable<XElement> Invitation(XElement arguments, TmsBooking booking) =>
        Write(arguments, booking.Data.Title, [world.Shape.Info(booking), .. arguments.Each("Messages").SelectMany(Lines)]);

    public static IEnumerable<XElement> Event(XElement arguments) =>
        Write(arguments, arguments.Child("Conference")?.Text("Title") ?? "", arguments.Child("Message") is { } message ? Lines(message) : []);

    private static IEnumerable<string> Lines(XElement message) => message.Child("Message")?.Child("Lines")?.Elements().Select(line => line.Value) ?? [];

    private static List<XElement> Write(XElement arguments, string subject, IEnumerable<string> lines)
    {
        var text = string.Join("\n", lines);
        var types = arguments.Each("ContentTypes").Select(type => type.Value).DefaultIfEmpty("PlainText");
        return
        [
            .. types.Select(type => new XElement(s_ns + "ConferenceMail", new XElement(s_ns + "ContentType", type),
                new XElement(s_ns + "MailContent", type == "Html" ? $"<pre>{WebUtility.HtmlEncode(text)}</pre>" : text), new XElement(s_ns + "MailSubject", subject))),
        ];
    }
}
