using System.Xml.Linq;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Connector.Booking;

/// <summary>Brings what a request wants into a conference of TMS, and tells whether it is there already.</summary>
internal sealed class ConferenceWriter(TmsOptions options, ConferenceRequest request, OwnerInTms? owner)
{
    /// <summary>TMS takes no longer title.</summary>
    private const int LongestTitle = 255;

    private static readonly Duration s_shortest = Duration.FromMinutes(1);
    private const string Private = "Private";
    private static readonly string[] s_ownerFields = ["OwnerId", "OwnerUserName", "OwnerFirstName", "OwnerLastName", "OwnerEmailAddress"];
    private static readonly XNamespace Ns = TmsNames.Booking;

    /// <summary>Whether there is anybody to book: rooms, or people who dial in.</summary>
    public bool HasParticipants => request.Rooms.Count > 0 || Places > 0 || request.Exceptions.Any(exception => exception.Rooms is { Count: > 0 });

    /// <summary>Whether somebody takes part in an occurrence with rooms of its own.</summary>
    public bool HasParticipantsAt(ConferenceException exception) => Places > 0 || exception.Rooms is not { Count: 0 };

    /// <summary>Whether TMS's bridge is used.</summary>
    public bool UsesBridge => Places > 0 && request.ExternalAddress.Length == 0;

    /// <summary>TMS refuses a conference with a single outsider.</summary>
    private int Places => request.DialInPlaces <= 0 ? 0 : Math.Clamp(request.DialInPlaces, 2, options.MostDialInPlaces);

    private string Title => Sendable(request.Title);

    private string ExternalAddress => XmlText.Clean(request.ExternalAddress);

    private DateTimeZone Zone => TimeZones.Find(request.Zone) ?? DateTimeZone.Utc;

    /// <param name="conference">What is written into.</param>
    /// <param name="part">What it is to hold.</param>
    /// <param name="key">Its key.</param>
    /// <param name="account">A conference of the connector's account, which owns what nobody else can.</param>
    public void WriteWhole(TmsConference conference, PlannedPart part, string key, TmsConference account)
    {
        var first = part.Slots[0];
        conference["Title"] = part.IsSeries ? Title : TitleOf(first);
        (conference.Start, conference.End) = part.IsSeries ? (first.PatternStart, EndOf(first.PatternStart, first.PatternEnd)) : (first.Start, EndOf(first.Start, first.End));
        conference.Remove("RecurrencePattern");
        conference.Remove("FirstOccurrenceRecInstanceIdUTC");
        conference.Remove("RecurrenceInstanceIdUTC");
        conference.Remove("RecurrenceInstanceType");
        conference.Remove("ConferenceTimeZoneRules");
        if (part.IsSeries)
        {
            conference.Put(PatternWriter.Write(request.Recurrence!.Pattern, part));
            conference.Put(ZoneRulesWriter.Write(Zone, first.PatternStart, part.Slots[^1].PatternEnd));
        }
        WriteOwner(conference, account);
        conference["ExternalSourceId"] = options.SourceId;
        conference["ExternalPrimaryKey"] = key;
        conference["ConferenceLanguage"] = request.Language;
        conference["ConferenceType"] = Type;
        if (request.IsPrivate || IsPrivate(conference))
            conference["PrivacyFlag"] = request.IsPrivate ? Private : "Public";
        WriteExternal(conference);
        if (!HasPeople(conference, RoomsOf(part)))
            conference.SetParticipants(Participants(RoomsOf(part)));
    }

    public void WriteInstance(TmsConference instance, PlannedSlot slot)
    {
        instance["Title"] = TitleOf(slot);
        (instance.Start, instance.End) = (slot.Start, EndOf(slot.Start, slot.End));
        instance.Remove("RecurrencePattern");
        if (!HasPeople(instance, RoomsOf(slot)))
            instance.SetParticipants(Participants(RoomsOf(slot)));
    }

    /// <summary>Whether a conference is as wanted in all but its times.</summary>
    public bool IsSameMeeting(TmsConference conference, PlannedPart part) =>
        conference["Title"] == (part.IsSeries ? Title : TitleOf(part.Slots[0]))
        && conference.Pattern is null != part.IsSeries
        && conference["ConferenceType"] == Type
        // Older versions of TMS do not have it.
        && (conference["PrivacyFlag"] is null || IsPrivate(conference) == request.IsPrivate)
        && DialStringOf(conference) == ExternalAddress
        && (owner is null || string.Equals(conference["OwnerEmailAddress"], owner.Address, StringComparison.OrdinalIgnoreCase))
        && HasPeople(conference, RoomsOf(part));

    /// <summary>Whether a conference of before, though its title may be another, leads to the meeting from rooms that are still invited.</summary>
    public bool StillLeadsToMeeting(TmsConference conference, PlannedPart part) =>
        DialStringOf(conference) == ExternalAddress && (!request.IsPrivate || IsPrivate(conference)) && !conference.Systems.Except(RoomsOf(part)).Any();

    public bool IsAtTimeOf(TmsConference instance, PlannedSlot slot) =>
        instance.Start == slot.Start && instance.End == EndOf(slot.Start, slot.End) && instance["Title"] == TitleOf(slot);

    public bool HasPeopleOf(TmsConference instance, PlannedSlot slot) => HasPeople(instance, RoomsOf(slot));

    public IReadOnlyList<long> RoomsOf(PlannedSlot slot) => slot.Exception?.Rooms ?? request.Rooms;

    private static bool IsPrivate(TmsConference conference) => string.Equals(conference["PrivacyFlag"], Private, StringComparison.OrdinalIgnoreCase);

    private string Type => Places > 0 || request.ExternalAddress.Length > 0 ? "One Button To Push" : "Reservation Only";

    private IReadOnlyList<long> RoomsOf(PlannedPart part) => part.IsSeries ? request.Rooms : RoomsOf(part.Slots[0]);

    private string TitleOf(PlannedSlot slot) => slot.Exception?.Title is { } own ? Sendable(own) : Title;

    /// <summary>As TMS gives it back, so that it can be compared.</summary>
    private static string Sendable(string title) => Cut(XmlText.Clean(title));

    private static string Cut(string title) => title.Length <= LongestTitle ? title
        : char.IsHighSurrogate(title[LongestTitle - 1]) ? title[..(LongestTitle - 1)]
        : title[..LongestTitle];

    /// <summary>TMS has no meetings without length.</summary>
    private static Instant EndOf(Instant start, Instant end) => Instant.Max(end, start + s_shortest);

    private void WriteOwner(TmsConference conference, TmsConference account)
    {
        if (owner is null)
        {
            // The owner of before may not be a user of TMS any more.
            foreach (var field in s_ownerFields)
                conference[field] = account[field];
            return;
        }
        conference["OwnerId"] = "0";
        conference["OwnerUserName"] = owner.UserName.Length > 0 ? owner.UserName : null;
        conference["OwnerFirstName"] = owner.FirstName;
        conference["OwnerLastName"] = owner.LastName;
        conference["OwnerEmailAddress"] = owner.Address;
    }

    private void WriteExternal(TmsConference conference)
    {
        conference.Remove("ExternalConference");
        if (request.ExternalAddress.Length > 0)
            conference.Put(new XElement(Ns + "ExternalConference", new XElement(Ns + "ExternallyHosted", new XElement(Ns + "DialString", ExternalAddress))));
    }

    private static string DialStringOf(TmsConference conference) =>
        conference.Xml.Element(Ns + "ExternalConference")?.Element(Ns + "ExternallyHosted")?.Element(Ns + "DialString")?.Value ?? "";

    private IEnumerable<TmsParticipant> Participants(IEnumerable<long> rooms) =>
        rooms.Distinct().Select(TmsParticipant.OfSystem).Concat(Enumerable.Range(1, Places).Select(TmsParticipant.Place));

    private bool HasPeople(TmsConference conference, IEnumerable<long> rooms) =>
        conference.Systems.ToHashSet().SetEquals(rooms) && conference.Participants.Count(participant => participant.CallType == TmsParticipant.DialIn) == Places;
}
