using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Turns the JSON of an event into the changes it asks for.</summary>
public static class EventReader
{
    // Sent back by callers who read the event before; Graph takes no notice of them.
    private static readonly FrozenSet<string> ReadOnly = new[]
    {
        "id", "createdDateTime", "lastModifiedDateTime", "changeKey", "iCalUId", "bodyPreview", "hasAttachments", "isCancelled", "isDraft",
        "isOrganizer", "organizer", "onlineMeeting", "onlineMeetingUrl", "originalEndTimeZone", "originalStart", "originalStartTimeZone",
        "responseStatus", "seriesMasterId", "type", "webLink", "cancelledOccurrences", "exceptionOccurrences", "instances", "attachments",
        "extensions", "multiValueExtendedProperties", "calendar",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, (string Name, Func<JsonElement, Func<EventContent, EventContent>> Read)> Writable =
        new Dictionary<string, Func<JsonElement, Func<EventContent, EventContent>>>
        {
            ["subject"] = e => Set(e.OptionalString("subject") ?? "", (c, v) => c with { Subject = v }),
            ["body"] = e => Set(PartReader.Body(e), (c, v) => c with { Body = v }),
            ["start"] = e => Set(PartReader.Time(e, "start"), (c, v) => c with { Start = v }),
            ["end"] = e => Set(PartReader.Time(e, "end"), (c, v) => c with { End = v }),
            ["isAllDay"] = e => Set(e.Bool("isAllDay"), (c, v) => c with { IsAllDay = v }),
            ["location"] = e => Set(PartReader.Location(e), (c, v) => c with { Location = v, Locations = v.IsNone ? [] : [v] }),
            ["locations"] = e => Set<ImmutableArray<EventLocation>>([.. e.Items("locations").Select(PartReader.Location)],
                (c, v) => c with { Locations = v, Location = Joined(v, c.Location) }),
            ["attendees"] = e => Set(PartReader.Attendees(e), (c, v) => c with { Attendees = v }),
            ["recurrence"] = e => Set(RecurrenceReader.Read(e), (c, v) => c with { Recurrence = v }),
            ["importance"] = e => Set(e.OneOf("importance", "low", "normal", "high"), (c, v) => c with { Importance = v }),
            ["sensitivity"] = e => Set(e.OneOf("sensitivity", "normal", "personal", "private", "confidential"), (c, v) => c with { Sensitivity = v }),
            ["showAs"] = e => Set(e.OneOf("showAs", "free", "tentative", "busy", "oof", "workingElsewhere", "unknown"), (c, v) => c with { ShowAs = v }),
            ["categories"] = e => Set<ImmutableArray<string>>([.. e.Items("categories").Select(i => i.String("categories"))], (c, v) => c with { Categories = v }),
            ["isReminderOn"] = e => Set(e.Bool("isReminderOn"), (c, v) => c with { IsReminderOn = v }),
            ["reminderMinutesBeforeStart"] = e => Set(e.Int("reminderMinutesBeforeStart"), (c, v) => c with { ReminderMinutesBeforeStart = v }),
            ["responseRequested"] = e => Set(e.Bool("responseRequested"), (c, v) => c with { ResponseRequested = v }),
            ["allowNewTimeProposals"] = e => Set(e.Bool("allowNewTimeProposals"), (c, v) => c with { AllowNewTimeProposals = v }),
            ["hideAttendees"] = e => Set(e.Bool("hideAttendees"), (c, v) => c with { HideAttendees = v }),
            ["isOnlineMeeting"] = e => Set(e.Bool("isOnlineMeeting"), (c, v) => c with { IsOnlineMeeting = v }),
            ["onlineMeetingProvider"] = e => Set(e.OneOf("onlineMeetingProvider", "unknown", "teamsForBusiness"), (c, v) => c),
            ["singleValueExtendedProperties"] = e => Set(PartReader.ExtendedProperties(e),
                (c, v) => c with { ExtendedProperties = c.ExtendedProperties.SetItems(v) }),
        }.ToFrozenDictionary(p => p.Key, p => (p.Key, p.Value), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a POST or PATCH body.</summary>
    /// <param name="json">The object as sent.</param>
    /// <param name="transactionId">The key against double creation, if the body has one.</param>
    /// <exception cref="GraphException">400 with Graph's code when the body is not what Graph accepts.</exception>
    public static EventPatch Read(JsonElement json, out string? transactionId)
    {
        transactionId = null;
        if (json.ValueKind != JsonValueKind.Object)
            throw GraphException.BadRequest("Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.");
        var patch = EventPatch.Empty;
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name == "@odata.type" && member.Value.OptionalString(member.Name) is not ("#microsoft.graph.event" or "microsoft.graph.event"))
                throw GraphException.Body("A type named in '@odata.type' is not assignable to the expected type 'microsoft.graph.event'.");
            if (member.Name.Contains('@', StringComparison.Ordinal) || ReadOnly.Contains(member.Name))
                continue;
            if (string.Equals(member.Name, "transactionId", StringComparison.OrdinalIgnoreCase))
                transactionId = member.Value.OptionalString(member.Name);
            else if (Writable.TryGetValue(member.Name, out var property))
                patch = patch.With(property.Name, property.Read(member.Value));
            else
                throw Json.UnknownProperty(member.Name, "event");
        }
        // Both mirror each other; the list says more than the single one.
        return patch.Sets("location") && patch.Sets("locations") ? LocationsLast(patch, json) : patch;
    }

    private static EventPatch LocationsLast(EventPatch patch, JsonElement json)
    {
        var locations = Writable["locations"].Read(json.Member("locations")!.Value);
        var location = PartReader.Location(json.Member("location")!.Value);
        return patch.With("locations", c => locations(c) with { Location = location });
    }

    private static Func<EventContent, EventContent> Set<T>(T value, Func<EventContent, T, EventContent> set) => content => set(content, value);

    private static EventLocation Joined(ImmutableArray<EventLocation> locations, EventLocation before) => locations.Length switch
    {
        0 => EventLocation.None,
        1 => locations[0],
        _ => before with { DisplayName = string.Join("; ", locations.Select(l => l.DisplayName)), Email = locations[0].Email, LocationType = "default" },
    };
}
