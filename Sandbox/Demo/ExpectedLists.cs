using System.Text.RegularExpressions;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Webex;
using NodaTime;

namespace HybridCalendar.Sandbox.Demo;

/// <summary>
/// Works out from the Sandbox's own calendars and its Webex what each room's devices must show. Shares no code with the product:
/// it is what the product is measured by.
/// </summary>
public sealed partial class ExpectedLists
{
    private readonly GraphWorld _calendars;
    private readonly WebexDirectory _people;
    private readonly WebexSpaces _spaces;
    private readonly WebexMeetings _meetings;
    private readonly TimeProvider _time;

    public ExpectedLists(IServiceProvider sandbox)
    {
        _calendars = sandbox.GetRequiredService<GraphWorld>();
        _people = sandbox.GetRequiredService<WebexDirectory>();
        _spaces = sandbox.GetRequiredService<WebexSpaces>();
        _meetings = sandbox.GetRequiredService<WebexMeetings>();
        _time = sandbox.GetRequiredService<TimeProvider>();
    }

    /// <summary>The rows of a room's devices from today on, by start.</summary>
    public IReadOnlyList<DeviceRow> Of(string room)
    {
        var now = Instant.FromDateTimeOffset(_time.GetUtcNow());
        return
        [
            .. _calendars.View(room, now - Duration.FromHours(12), now + Duration.FromDays(31))
                .Where(shown => !shown.Content.IsCancelled && shown.Item.Response.Response is "accepted" or "tentativelyAccepted" or "organizer")
                .Select(Row)
                .OrderBy(row => row.Start).ThenBy(row => row.Number, StringComparer.Ordinal),
        ];
    }

    private DeviceRow Row(EventView shown)
    {
        var (number, protocol, platform) = Target(Organizers(shown) ?? shown.Content, shown.Item.Organizer.Address);
        // Graph lists whole days as days in UTC; they take place in the zone that they were written down in.
        var (start, end) = (shown.Content.Start!.ToInstant(), shown.Content.End!.ToInstant());
        return new DeviceRow(start.ToDateTimeOffset(), Math.Max(1, (int)Math.Ceiling((end - start).TotalMinutes)), number, protocol, platform);
    }

    /// <summary>The organizer's own copy of the same meeting or occurrence: the room's may have lost its text.</summary>
    private EventContent? Organizers(EventView shown)
    {
        var own = _calendars.Directory.Find(shown.Item.Organizer.Address)?.Items()
            .FirstOrDefault(item => item.IsOrganizer && item.UId == shown.Item.UId);
        return (shown.Slot is { } slot ? own?.Occurrence(slot) : own?.View())?.Content;
    }

    private (string Number, string Protocol, string Platform) Target(EventContent content, string organizer)
    {
        var keyword = KeywordPattern().Match(content.Location.DisplayName);
        if (keyword.Success)
            return (Webex(keyword, content, organizer) ?? "an address that Webex has not made yet", "SIP", "Webex");
        var link = content.OnlineMeeting?.JoinUrl ?? TeamsPattern().Match(content.Body.Html).Value.Replace("&amp;", "&", StringComparison.Ordinal);
        if (link.Length > 0)
            return (link, "WebRTC", "MicrosoftTeams");
        var zoom = ZoomPattern().Match($"{content.Location.DisplayName} {content.Body.Html}");
        return zoom.Success ? ($"{zoom.Groups["id"].Value}@zoomcrc.com", "SIP", "Zoom") : ("", "None", "None");
    }

    private string? Webex(Match keyword, EventContent content, string organizer)
    {
        var modifier = keyword.Groups["modifier"].Value.ToUpperInvariant();
        var isWebex = keyword.Groups["word"].Value.Equals("webex", StringComparison.OrdinalIgnoreCase);
        if (modifier == "ONETIME")
            return _meetings.All().SingleOrDefault(made => made.Host.Email == organizer && made.Title == content.Subject)?.SipAddress;
        if (modifier == "SPACE" || (modifier.Length == 0 && !isWebex))
            return _spaces.Select(space => space.Title == content.Subject, space => $"{space.MeetingNumber}@{space.Site}").SingleOrDefault();
        return _people.FindByEmail(organizer) is { } person ? $"{person.UserName}@{person.PreferredSite}" : null;
    }

    [GeneratedRegex(@"(?<![\w.@-])@(?<word>webex|meet)(:(?<modifier>\w+))?(?!\w)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeywordPattern();

    [GeneratedRegex("""https://teams\.microsoft\.com/l/meetup-join/[^"<>\s]+""", RegexOptions.None, 1000)]
    private static partial Regex TeamsPattern();

    /// <summary>Links without a passcode, which is all that is scheduled here.</summary>
    [GeneratedRegex(@"https://zoom\.us/j/(?<id>\d{9,11})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ZoomPattern();
}
