using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Reads the parts of an event: body, times, places, people.</summary>
internal static class PartReader
{
    private static readonly LocalDateTimePattern LocalTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFFFFF");
    private static readonly LocalDateTimePattern LocalMinutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    public static EventBody Body(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return EventBody.Empty;
        var (type, content) = ("text", "");
        foreach (var (name, value) in json.Members("itemBody", "contentType", "content"))
        {
            if (name == "contentType")
                type = value.OneOf(name, "text", "html");
            else
                content = value.OptionalString(name) ?? "";
        }
        return type == "html" ? EventBody.FromHtml(content) : EventBody.FromText(content);
    }

    public static ZonedTime Time(JsonElement json, string property)
    {
        string? text = null, zone = null;
        foreach (var (name, value) in json.Members("dateTimeTimeZone", "dateTime", "timeZone"))
        {
            if (name == "dateTime")
                text = value.OptionalString(name);
            else
                zone = value.OptionalString(name);
        }
        if (string.IsNullOrEmpty(text))
            throw GraphException.Validation($"At least one property failed validation. '{property}' needs a dateTime.");
        zone ??= "UTC";
        ZoneNames.Get(zone);
        if (LocalTime.Parse(text) is { Success: true } local)
            return new(local.Value, zone);
        if (LocalMinutes.Parse(text) is { Success: true } minutes)
            return new(minutes.Value, zone);
        // With an offset the instant is certain; the zone then only says how to show it.
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant))
            return new(Instant.FromDateTimeOffset(instant).InZone(ZoneNames.Get(zone)).LocalDateTime, zone);
        throw GraphException.Body($"Cannot convert the literal '{text}' to the expected type 'Edm.DateTime'.");
    }

    public static EventLocation Location(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return EventLocation.None;
        var location = EventLocation.None;
        foreach (var (name, value) in json.Members("location",
            "displayName", "locationType", "locationEmailAddress", "locationUri", "uniqueId", "uniqueIdType", "address", "coordinates"))
        {
            location = name switch
            {
                "displayName" => location with { DisplayName = value.OptionalString(name) ?? "" },
                "locationType" => location with
                {
                    LocationType = value.OneOf(name, "default", "conferenceRoom", "homeAddress", "businessAddress", "geoCoordinates",
                        "streetAddress", "hotel", "restaurant", "localBusiness", "postalAddress"),
                },
                "locationEmailAddress" => location with { Email = value.OptionalString(name) },
                "locationUri" => location with { Uri = value.OptionalString(name) },
                "uniqueId" => location with { UniqueId = value.OptionalString(name) },
                "address" => location with { AddressJson = Raw(value) },
                "coordinates" => location with { CoordinatesJson = Raw(value) },
                _ => location,
            };
        }
        return location;
    }

    public static ImmutableArray<EventAttendee> Attendees(JsonElement json)
    {
        var attendees = ImmutableArray.CreateBuilder<EventAttendee>();
        foreach (var item in json.Items("attendees"))
        {
            var (type, person) = ("required", default(Person));
            foreach (var (name, value) in item.Members("attendee", "type", "emailAddress", "status", "proposedNewTime"))
            {
                if (name == "type")
                    type = value.OneOf(name, "required", "optional", "resource");
                else if (name == "emailAddress")
                    person = Recipient(value);
            }
            if (person is null)
                throw InvalidRecipient();
            // Exchange keeps one entry for an address that is given twice.
            if (!attendees.Any(a => string.Equals(a.Address, person.Address, StringComparison.OrdinalIgnoreCase)))
                attendees.Add(new(person.Address, person.Name, type));
        }
        return attendees.ToImmutable();
    }

    /// <summary>An emailAddress object with a plausible address; apostrophes and such are fine.</summary>
    public static Person Recipient(JsonElement json)
    {
        string? address = null, display = null;
        foreach (var (name, value) in json.Members("emailAddress", "address", "name"))
        {
            if (name == "address")
                address = value.OptionalString(name);
            else
                display = value.OptionalString(name);
        }
        var at = address?.LastIndexOf('@') ?? -1;
        if (address is null || at <= 0 || at == address.Length - 1 || address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            throw InvalidRecipient();
        return new(display ?? address, address);
    }

    public static ImmutableDictionary<string, string> ExtendedProperties(JsonElement json)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var item in json.Items("singleValueExtendedProperties"))
        {
            string? id = null, text = null;
            foreach (var (name, value) in item.Members("singleValueLegacyExtendedProperty", "id", "value"))
            {
                if (name == "id")
                    id = value.OptionalString(name);
                else
                    text = value.OptionalString(name);
            }
            if (id is null || text is null || !ExtendedPropertyId.IsValid(id))
                throw GraphException.InvalidRequest("The property ID is invalid.");
            properties[ExtendedPropertyId.Normal(id)] = text;
        }
        return properties.ToImmutable();
    }

    private static string? Raw(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetRawText();

    private static GraphException InvalidRecipient() => new(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.");
}
