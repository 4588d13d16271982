using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HybridCalendar.Sandbox.Devices;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>Reads the body of <c>Bookings Put</c> and refuses what RoomOS 26 refuses: its schema has no other fields than these.</summary>
internal static partial class BookingsPutBody
{
    private static readonly HashSet<string> RootFields = ["Bookings"];
    private static readonly HashSet<string> OrganizerFields = ["Name", "Email", "Id"];
    private static readonly HashSet<string> TimeFields = ["StartTime", "Duration", "StartTimeBuffer", "EndTimeBuffer"];

    private static readonly HashSet<string> BookingFields =
    [
        "Id", "Title", "Number", "Protocol", "Organizer", "Time", "MeetingId", "Agenda", "Privacy", "MeetingPlatform", "MetaInfo",
        "CallType", "Encryption",
    ];

    /// <param name="body">A JSON object, or a string that holds one.</param>
    public static IReadOnlyList<DeviceBooking> Read(JsonElement? body)
    {
        if (body is not { } value) throw WebexProblem.BadRequest("body is required.");
        var root = new JsonFields(value.ValueKind == JsonValueKind.String ? Parse(value.GetString()!) : value, "body");
        root.RejectUnknown(RootFields);
        var rows = root.Objects("Bookings") ?? throw WebexProblem.BadRequest("body.Bookings is required.");
        var bookings = rows.Select(ReadBooking).ToList();
        if (bookings.GroupBy(b => b.Id).FirstOrDefault(g => g.Count() > 1) is not null)
            throw WebexProblem.BadRequest("body.Bookings holds an Id twice.");
        return bookings;
    }

    private static DeviceBooking ReadBooking(JsonFields row)
    {
        row.RejectUnknown(BookingFields);
        var organizer = row.RequiredObject("Organizer");
        organizer.RejectUnknown(OrganizerFields);
        var when = row.RequiredObject("Time");
        when.RejectUnknown(TimeFields);
        var booking = new DeviceBooking
        {
            Id = row.RequiredString("Id", maxLength: 128),
            Title = row.RequiredString("Title", minLength: 0),
            Number = row.RequiredString("Number", minLength: 0),
            Protocol = Required(row, "Protocol", row.OneOf("Protocol", "SIP", "H323", "ISDN", "IP", "Spark", "WebRTC", "None")),
            OrganizerName = organizer.RequiredString("Name", minLength: 0),
            OrganizerEmail = organizer.String("Email"),
            OrganizerId = organizer.String("Id"),
            StartTime = ReadStart(when),
            Duration = when.Int("Duration", 1) ?? throw WebexProblem.BadRequest($"{when.Path("Duration")} is required."),
            StartTimeBuffer = when.Int("StartTimeBuffer", 0) ?? DeviceBooking.DefaultStartTimeBuffer,
            EndTimeBuffer = when.Int("EndTimeBuffer", 0) ?? 0,
            MeetingId = row.String("MeetingId", maxLength: 128),
            Agenda = row.String("Agenda"),
            Privacy = row.OneOf("Privacy", "Private", "Public") ?? "Public",
            MeetingPlatform = row.OneOf("MeetingPlatform", "GoogleMeet", "MicrosoftTeams", "Zoom", "Webex", "Other", "None"),
            MetaInfo = row.String("MetaInfo"),
            CallType = row.OneOf("CallType", "Audio", "Video"),
            Encryption = row.OneOf("Encryption", "On", "Off"),
        };
        if (booking is { Protocol: "WebRTC", MeetingPlatform: not ("MicrosoftTeams" or "GoogleMeet") })
            throw WebexProblem.BadRequest($"{row.Path("Protocol")} WebRTC is for MicrosoftTeams and GoogleMeet only.");
        if (booking.Protocol != "None" && booking.Number.Length == 0) throw WebexProblem.BadRequest($"{row.Path("Number")} is empty.");
        return booking;
    }

    private static DateTimeOffset ReadStart(JsonFields when)
    {
        var text = when.RequiredString("StartTime");
        return UtcTime().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var start)
                ? start
                : throw WebexProblem.BadRequest($"{when.Path("StartTime")} must be UTC as YYYY-MM-DDThh:mm:ssZ.");
    }

    private static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw WebexProblem.BadRequest("body is a string that holds no JSON.");
        }
    }

    private static string Required(JsonFields row, string name, string? value) =>
        value ?? throw WebexProblem.BadRequest($"{row.Path(name)} is required.");

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex UtcTime();
}
