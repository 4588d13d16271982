using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Access;
using HybridCalendar.Sandbox.Tms.Contract;
using HybridCalendar.Sandbox.Tms.Soap;
using HybridCalendar.Sandbox.Tms.Systems;
using TimeZoneConverter;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>Reads what is asked for a conference, on top of what it was before.</summary>
internal sealed class ConferenceReader(TmsOptions options, TmsUsers users, TmsSystems systems)
{
    private const int LongestTitle = 255;
    private static readonly char[] s_notInBillingCodes = [';', '='];

    /// <summary>What a new conference has unless it says otherwise.</summary>
    public static IReadOnlyDictionary<string, string> Defaults { get; } = new Dictionary<string, string>
    {
        ["ConferenceType"] = "One Button To Push",
        ["Bandwidth"] = "6b/384kbps",
        ["PictureMode"] = "Continuous Presence",
        ["Encrypted"] = "If Possible",
        ["DataConference"] = "No",
        ["ShowExtendOption"] = "AutomaticBestEffort",
        ["Password"] = "",
        ["BillingCode"] = "",
        ["ISDNRestrict"] = "false",
        ["EmailTo"] = "",
        ["UserMessageText"] = "",
        ["ConferenceLanguage"] = "en-US",
        ["Location"] = "",
        ["Invitees"] = "",
        ["SecretCode"] = "",
        ["MeetingSource"] = "",
        ["PrivacyFlag"] = "",
    };

    /// <param name="asked">A Conference element.</param>
    /// <param name="before">What it was; null for a new one.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="isOccurrence">An occurrence keeps the owner, key and zone of its series, and does not recur.</param>
    public ConferenceData Read(XElement asked, ConferenceData? before, TmsUser caller, bool isOccurrence = false)
    {
        var pattern = isOccurrence ? null : asked.Child("RecurrencePattern");
        var rules = asked.Child("ConferenceTimeZoneRules") is { HasElements: true } given ? given : null;
        var data = new ConferenceData
        {
            Title = asked.Child("Title") is null && before is not null ? before.Title : asked.Text("Title"),
            Start = asked.Moment("StartTimeUTC") ?? before?.Start ?? throw TmsFault.Unspecified("StartTimeUTC is missing."),
            End = asked.Moment("EndTimeUTC") ?? before?.End ?? throw TmsFault.Unspecified("EndTimeUTC is missing."),
            Owner = isOccurrence ? before!.Owner : Owner(asked, before, caller),
            Pattern = pattern is null ? null : TmsPattern.Read(pattern),
            Settings = Settings(asked, before),
            Participants = asked.Child("Participants") is { } list ? Participants(list) : before?.Participants ?? [],
            ExternalConference = asked.Child("ExternalConference") ?? (isOccurrence ? before!.ExternalConference : null),
            ZoneRules = isOccurrence ? before!.ZoneRules : rules,
            Source = isOccurrence ? before!.Source : asked.Text("ExternalSourceId") is { Length: > 0 } source ? source : before?.Source ?? "",
            Key = isOccurrence ? before!.Key : asked.Text("ExternalPrimaryKey") is { Length: > 0 } key ? key : before?.Key ?? "",
            DetachedSource = before?.DetachedSource ?? "",
            DetachedKey = before?.DetachedKey ?? "",
        };
        Check(data);
        return data;
    }

    private static void Check(ConferenceData data)
    {
        if (data.End <= data.Start)
            throw new TmsFault(TmsErrorCode.StartAfterEnd, "The start time must be before the end time.");
        if (data.Title.Length > LongestTitle)
            throw TmsFault.Unspecified($"The title has more than {LongestTitle} characters.");
        if (data.Settings["BillingCode"].IndexOfAny(s_notInBillingCodes) >= 0)
            throw TmsFault.Unspecified("A billing code has no ; and no =.");
        if (data.Participants.Count == 0)
            throw TmsFault.Unspecified("A conference needs participants.");
        if (data.Participants is [{ IsSystem: false }])
            throw TmsFault.Unspecified("A conference cannot have one external participant alone.");
        if (data.Participants.Count(one => one.CallType == TmsParticipant.Master) > 1)
            throw TmsFault.Unspecified("A conference has one master participant at most.");
        // Throws for rules that cannot be.
        if (data.ZoneRules is { } rules)
            ZoneRules.Read(rules);
    }

    private static Dictionary<string, string> Settings(XElement asked, ConferenceData? before)
    {
        var settings = (before?.Settings ?? Defaults).ToDictionary();
        foreach (var (name, _) in Defaults)
        {
            // Default is what a client gets for a value that it cannot know: to save it is to leave it as it is.
            if (asked.Child(name) is { } element && element.Value != ContractEnums.Default)
                settings[name] = element.Value;
        }
        return settings;
    }

    private TmsUser Owner(XElement asked, ConferenceData? before, TmsUser caller)
    {
        var (name, email, id) = (asked.Text("OwnerUserName"), asked.Text("OwnerEmailAddress"), asked.Number("OwnerId"));
        var owner = name.Length > 0 ? users.Find(name) : email.Length > 0 ? users.Find(email) : id > 0 ? users.Find(id) : before?.Owner ?? caller;
        if (owner is null && (name.Length > 0 || email.Length > 0) && options.CreatesOwners && caller.BooksOnBehalf)
            owner = Create(name.Length > 0 ? name : email, email, asked);
        if (owner is null || (owner.Id != caller.Id && !caller.BooksOnBehalf))
            throw new TmsFault(TmsErrorCode.UserNotFound, "The owner was not found.");
        return owner;
    }

    private TmsUser Create(string name, string email, XElement asked)
    {
        var parts = name.Split('\\', 2);
        var called = $"{asked.Text("OwnerFirstName")} {asked.Text("OwnerLastName")}".Trim();
        return users.Add(parts.Length == 2 ? parts[0].ToUpperInvariant() : "CONTOSO", parts[^1], null, called.Length > 0 ? called : parts[^1], email,
            TZConvert.IanaToWindows(options.TimeZone));
    }

    private List<TmsParticipant> Participants(XElement list)
    {
        var outside = 100_000;
        return [.. list.Elements().Select(one => Participant(one, ref outside))];
    }

    private TmsParticipant Participant(XElement one, ref int outside)
    {
        var (id, email, type) = (one.Number("ParticipantId"), one.Text("EmailAddress"), one.Text("ParticipantCallType"));
        if (type is TmsParticipant.System or TmsParticipant.Master)
        {
            var system = id <= 0 && options.ResolvesAddresses && systems.FindByEmail(email) is { } found ? found : systems.Require(id);
            if (!system.AllowBookings)
                throw new TmsFault(TmsErrorCode.SystemNotAllowed, $"System {system.Id} takes no bookings.");
            return new TmsParticipant(system.Id, one.Text("NameOrNumber") is { Length: > 0 } name ? name : system.Name, email, type);
        }
        if (type is "" or "User")
            throw TmsFault.Unspecified("A participant has a call type that is not supported.");
        if (type.EndsWith("->", StringComparison.Ordinal) && one.Text("NameOrNumber").Length == 0)
            throw TmsFault.Unspecified("A participant that is dialled needs a number.");
        return new TmsParticipant(id > 0 ? (int)id : ++outside, one.Text("NameOrNumber"), email, type);
    }
}
