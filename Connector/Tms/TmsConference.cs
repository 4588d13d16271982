using System.Globalization;
using System.Xml.Linq;
using NodaTime;

namespace HybridCalendar.Connector.Tms;

/// <summary>
/// A conference as TMS gave it. It is changed in place and sent back, so that what we know nothing of stays as TMS has it.
/// </summary>
internal sealed class TmsConference
{
    /// <summary>The order on the wire, which TMS insists on.</summary>
    private static readonly string[] s_order =
    [
        "ConferenceId", "Title", "StartTimeUTC", "EndTimeUTC", "RecurrenceInstanceIdUTC", "RecurrenceInstanceType",
        "FirstOccurrenceRecInstanceIdUTC", "RecurrencePattern", "OwnerId", "OwnerUserName", "OwnerFirstName", "OwnerLastName",
        "OwnerEmailAddress", "ConferenceType", "Bandwidth", "PictureMode", "Encrypted", "DataConference", "ShowExtendOption", "Password",
        "BillingCode", "ISDNRestrict", "ExternalConference", "EmailTo", "ConfBundleId", "ConfOwnerId", "ConferenceInfoText",
        "ConferenceInfoHtml", "UserMessageText", "ExternalSourceId", "ExternalPrimaryKey", "DetachedFromExternalSourceId",
        "DetachedFromExternalPrimaryKey", "Participants", "RecordedConferenceUri", "WebConferencePresenterUri",
        "WebConferenceAttendeeUri", "ISDNBandwidth", "IPBandwidth", "ConferenceLanguage", "ConferenceTimeZoneRules", "ConferenceState",
        "Version", "Location", "Invitees", "SecretCode", "MeetingSource", "PrivacyFlag", "JoinUri", "JoinUrl", "IsRecordingEnabled",
        "TransactionId",
    ];

    private static readonly XNamespace Ns = TmsNames.Booking;

    /// <param name="xml">A <c>Conference</c>, or an element of that type under another name. It is copied.</param>
    public TmsConference(XElement xml) => Xml = new XElement(Ns + "Conference", xml.Elements());

    public XElement Xml { get; }

    /// <summary>-1 for one that TMS does not hold yet; negative also for a series that was deleted.</summary>
    public long Id
    {
        get => long.TryParse(this["ConferenceId"], NumberStyles.Integer, CultureInfo.InvariantCulture, out var id) ? id : -1;
        set => this["ConferenceId"] = value.ToString(CultureInfo.InvariantCulture);
    }

    public Instant? Start
    {
        get => TmsDate.Read(this["StartTimeUTC"]);
        set => this["StartTimeUTC"] = value is { } time ? TmsDate.Write(time) : null;
    }

    public Instant? End
    {
        get => TmsDate.Read(this["EndTimeUTC"]);
        set => this["EndTimeUTC"] = value is { } time ? TmsDate.Write(time) : null;
    }

    /// <summary>When the pattern had an instance of a series; null for what is no instance.</summary>
    public Instant? OriginalStart => TmsDate.Read(this["RecurrenceInstanceIdUTC"]);

    /// <summary>How a series repeats; null for a single conference and for an instance.</summary>
    public XElement? Pattern => Xml.Element(Ns + "RecurrencePattern") is { HasElements: true } pattern ? pattern : null;

    /// <summary>Such as <c>Pending</c>, <c>Ongoing</c>, <c>Defective</c> or <c>Deleted</c>; empty when TMS did not tell.</summary>
    public string Status => Xml.Element(Ns + "ConferenceState")?.Element(Ns + "Status")?.Value ?? "";

    public IEnumerable<TmsParticipant> Participants => (Xml.Element(Ns + "Participants")?.Elements() ?? []).Select(TmsParticipant.Read);

    /// <summary>The rooms and devices that take part.</summary>
    public IEnumerable<long> Systems => Participants.Where(participant => participant.CallType == TmsParticipant.System).Select(participant => participant.Id);

    /// <summary>The text of a simple element; null when it is not there. Setting null takes the element out; what XML forbids is left out.</summary>
    public string? this[string name]
    {
        get => Xml.Element(Ns + name)?.Value;
        set
        {
            if (value is null)
                Remove(name);
            else
                Put(new XElement(Ns + name, XmlText.Clean(value)));
        }
    }

    public TmsConference Copy() => new(Xml);

    public void Remove(string name) => Xml.Element(Ns + name)?.Remove();

    /// <summary>Puts an element where it belongs, in place of one of its name.</summary>
    public void Put(XElement element)
    {
        var place = PlaceOf(element);
        Xml.Element(element.Name)?.Remove();
        var before = Xml.Elements().LastOrDefault(other => PlaceOf(other) < place);
        if (before is null)
            Xml.AddFirst(element);
        else
            before.AddAfterSelf(element);
    }

    public void SetParticipants(IEnumerable<TmsParticipant> participants) =>
        Put(new XElement(Ns + "Participants", participants.Select(participant => participant.Write())));

    /// <summary>What a newer TMS adds comes last.</summary>
    private static int PlaceOf(XElement element) =>
        Array.IndexOf(s_order, element.Name.LocalName) is var place and >= 0 ? place : int.MaxValue;
}
