using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HybridCalendar.Sandbox.Graph.Calendars;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Users, their mailbox settings and the zones their mailboxes know.</summary>
internal sealed partial class UserRoutes(MailboxDirectory directory)
{
    private static readonly string[] MayReadUsers = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All"];
    private static readonly string[] MayReadSettings = ["MailboxSettings.Read", "MailboxSettings.ReadWrite"];
    private static readonly string[] MayWriteSettings = ["MailboxSettings.ReadWrite"];

    public void AddTo(GraphRouter router)
    {
        router.Add("GET", "users", MayReadUsers, ListAsync);
        router.Add("GET", "users/*", MayReadUsers, GetAsync);
        router.Add("GET", "users/*/mailboxSettings", MayReadSettings, SettingsAsync);
        router.Add("PATCH", "users/*/mailboxSettings", MayWriteSettings, ChangeSettingsAsync);
        router.Add("GET", "users/*/mailboxSettings/*", MayReadSettings, OneSettingAsync);
        router.Add("GET", "users/*/outlook/*", MayReadUsers, TimeZonesAsync);
    }

    private Task ListAsync(GraphCall call)
    {
        var users = directory.All.AsEnumerable();
        if (call.Option("$filter") is { Length: > 0 } filter)
        {
            if (AddressFilter().Match(filter) is not { Success: true } match)
                throw GraphException.Query($"Invalid filter clause: '{filter}'.");
            var address = match.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal);
            users = users.Where(u => string.Equals(u.Address, address, StringComparison.OrdinalIgnoreCase));
        }
        return Paging.WriteAsync(call, "users", [.. users], (json, user) => Write(call, json, user, null), defaultSize: 100);
    }

    private Task GetAsync(GraphCall call)
    {
        var user = directory.Find(call.Args[0]) ?? throw new GraphException(404, "Request_ResourceNotFound",
            $"Resource '{call.Args[0]}' does not exist or one of its queried reference-property objects are not present.");
        return call.WriteAsync(200, json => Write(call, json, user, call.Metadata + "users/$entity"));
    }

    private static void Write(GraphCall call, Utf8JsonWriter json, Mailbox user, string? context)
    {
        var select = call.Option("$select")?.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var space = user.DisplayName.IndexOf(' ', StringComparison.Ordinal);
        var values = new (string Name, string? Value)[]
        {
            ("displayName", user.DisplayName), ("givenName", space > 0 ? user.DisplayName[..space] : user.DisplayName), ("jobTitle", null),
            ("mail", user.Address), ("mobilePhone", null), ("officeLocation", null), ("preferredLanguage", user.Locale),
            ("surname", space > 0 ? user.DisplayName[(space + 1)..] : null), ("userPrincipalName", user.Address), ("id", user.Id.ToString()),
        };
        json.WriteStartObject();
        if (context is not null)
            json.WriteString("@odata.context", context);
        foreach (var (name, value) in values.Where(v => select is null || select.Contains(v.Name)))
            json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static Task SettingsAsync(GraphCall call) => call.WriteAsync(200, json => WriteSettings(call, json));

    private static void WriteSettings(GraphCall call, Utf8JsonWriter json)
    {
        var mailbox = call.Mailbox;
        var culture = CultureInfo.GetCultureInfo(mailbox.Locale);
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{call.Metadata}users('{mailbox.Id}')/mailboxSettings");
        json.WriteString("timeZone", mailbox.TimeZone);
        json.WriteString("delegateMeetingMessageDeliveryOptions", "sendToDelegateOnly");
        json.WriteString("dateFormat", culture.DateTimeFormat.ShortDatePattern);
        json.WriteString("timeFormat", culture.DateTimeFormat.ShortTimePattern);
        json.WriteString("userPurpose", mailbox.Room is null ? "user" : "room");
        json.WritePropertyName("language");
        WriteLanguage(json, mailbox);
        json.WriteStartObject("workingHours");
        json.WriteStartArray("daysOfWeek");
        foreach (var day in (string[])["monday", "tuesday", "wednesday", "thursday", "friday"])
            json.WriteStringValue(day);
        json.WriteEndArray();
        json.WriteString("startTime", "08:00:00.0000000");
        json.WriteString("endTime", "17:00:00.0000000");
        json.WriteStartObject("timeZone");
        json.WriteString("name", mailbox.TimeZone);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteLanguage(Utf8JsonWriter json, Mailbox mailbox)
    {
        json.WriteStartObject();
        json.WriteString("locale", mailbox.Locale);
        json.WriteString("displayName", CultureInfo.GetCultureInfo(mailbox.Locale).EnglishName);
        json.WriteEndObject();
    }

    private static Task OneSettingAsync(GraphCall call) => call.Args[1].ToLowerInvariant() switch
    {
        "timezone" => call.WriteAsync(200, json => WriteValue(json, call.Mailbox.TimeZone)),
        "userpurpose" => call.WriteAsync(200, json => WriteValue(json, call.Mailbox.Room is null ? "user" : "room")),
        "language" => call.WriteAsync(200, json => WriteLanguage(json, call.Mailbox)),
        _ => throw GraphException.BadRequest($"Resource not found for the segment '{call.Args[1]}'."),
    };

    private static void WriteValue(Utf8JsonWriter json, string value)
    {
        json.WriteStartObject();
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    private static async Task ChangeSettingsAsync(GraphCall call)
    {
        using var body = await call.ReadBodyAsync();
        foreach (var (name, value) in body.RootElement.Members("mailboxSettings", "timeZone", "language", "dateFormat", "timeFormat"))
        {
            if (name == "timeZone")
            {
                ZoneNames.Get(value.String(name));
                call.Mailbox.TimeZone = value.String(name);
            }
            else if (name == "language" && value.Member("locale") is { } locale)
            {
                call.Mailbox.Locale = Locale(locale.String("locale"));
            }
        }
        await SettingsAsync(call);
    }

    private static string Locale(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true).Name;
        }
        catch (CultureNotFoundException)
        {
            throw GraphException.InvalidRequest($"The locale '{name}' is not supported.");
        }
    }

    private static Task TimeZonesAsync(GraphCall call)
    {
        if (!call.Args[1].StartsWith("supportedTimeZones", StringComparison.OrdinalIgnoreCase))
            throw GraphException.BadRequest($"Resource not found for the segment '{call.Args[1]}'.");
        var names = call.Args[1].Contains("'iana'", StringComparison.OrdinalIgnoreCase) ? ZoneNames.Iana : ZoneNames.Windows;
        return call.WriteAsync(200, json =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", call.Metadata + "Collection(microsoft.graph.timeZoneInformation)");
            json.WriteStartArray("value");
            foreach (var name in names)
            {
                json.WriteStartObject();
                json.WriteString("alias", name);
                json.WriteString("displayName", name);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    [GeneratedRegex(@"^\s*(mail|userPrincipalName)\s+eq\s+'(?<value>([^']|'')*)'\s*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex AddressFilter();
}
