using System.Globalization;
using System.Xml.Linq;

namespace HybridCalendar.Connector.Tms;

/// <summary>A system or a place in a conference.</summary>
/// <param name="Id">The id of a TMS system; 0 for what TMS is to number itself.</param>
/// <param name="CallType"><see cref="System"/>, or how an outsider calls, such as <see cref="DialIn"/>.</param>
/// <param name="Name">The name shown for an outsider; empty for a system.</param>
internal sealed record TmsParticipant(long Id, string CallType, string Name)
{
    public const string System = "TMS";
    public const string DialIn = "SIP <-";

    private static readonly XNamespace Ns = TmsNames.Booking;

    public static TmsParticipant OfSystem(long id) => new(id, System, "");

    /// <summary>A free place on the bridge, which anybody with the number may take.</summary>
    public static TmsParticipant Place(int number) => new(0, DialIn, string.Create(CultureInfo.InvariantCulture, $"Participant {number}"));

    public static TmsParticipant Read(XElement xml) => new(
        long.TryParse(xml.Element(Ns + "ParticipantId")?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var id) ? id : 0,
        xml.Element(Ns + "ParticipantCallType")?.Value ?? "",
        xml.Element(Ns + "NameOrNumber")?.Value ?? "");

    public XElement Write() => new(Ns + "Participant",
        new XElement(Ns + "ParticipantId", Id),
        Name.Length == 0 ? null : new XElement(Ns + "NameOrNumber", Name),
        new XElement(Ns + "ParticipantCallType", CallType));
}
