using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>
/// Finds how a room joins a meeting that somebody else's service hosts. Looks at the structured online meeting, then the
/// location, then the body; in each the first rule wins, then the first in the text. A link that devices cannot dial as well
/// as an address gives way to an address of the same service elsewhere in the event, so that a Teams link in the structured
/// field does not hide the video address in the body (RoomOS: <c>Bookings ProtocolPriority Auto</c>).
/// </summary>
public static class JoinTargetFinder
{
    /// <summary>How much of a body is considered, in characters; real invitations are below 100,000.</summary>
    public const int MaxBodyLength = 256 * 1024;

    /// <summary>How many refused candidates are reported.</summary>
    public const int MaxRefused = 20;

    private const int MaxLocationLength = 8 * 1024;

    /// <summary>Searches one event. Never throws on what an event holds.</summary>
    /// <param name="ev">A copy of the event from any mailbox.</param>
    /// <param name="rules">The organization's rules.</param>
    public static JoinTargetSearch Find(CalendarEvent ev, JoinRuleSet rules)
    {
        var warnings = new List<string>();
        var matcher = new JoinTargetMatcher(rules, [.. Places(ev, rules, warnings)], Participants(ev));
        var target = matcher.Find();
        if (target is null && !string.IsNullOrEmpty(ev.OnlineMeeting?.JoinUrl))
            warnings.Add("The event has an online meeting, but its link is of no service that the rules know.");
        if (target is { IsDialable: false })
            warnings.Add($"Rule '{target.Rule}' found a meeting, but no address that a room device can dial.");
        return new JoinTargetSearch(target, matcher.Refused, warnings);
    }

    private static IEnumerable<Place> Places(CalendarEvent ev, JoinRuleSet rules, List<string> warnings)
    {
        if (!string.IsNullOrWhiteSpace(ev.OnlineMeeting?.JoinUrl)) yield return Place.OfLink(FoundIn.OnlineMeeting, ev.OnlineMeeting.JoinUrl, rules);
        if (!string.IsNullOrWhiteSpace(ev.OnlineMeetingUrl)) yield return Place.OfLink(FoundIn.OnlineMeeting, ev.OnlineMeetingUrl, rules);
        yield return Place.OfText(FoundIn.Location, Head(ev.Location, MaxLocationLength), rules);
        if (ev.Body.Content.Length > MaxBodyLength) warnings.Add($"Only the first {MaxBodyLength} characters of the body were read.");
        var body = Head(ev.Body.Content, MaxBodyLength);
        yield return ev.Body.IsHtml ? Place.OfHtml(FoundIn.Body, body, rules) : Place.OfText(FoundIn.Body, body, rules);
    }

    private static HashSet<string> Participants(CalendarEvent ev)
    {
        var people = ev.Attendees.Select(a => a.Address).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (ev.Organizer is { } organizer) people.Add(organizer.Address);
        return people;
    }

    private static string Head(string text, int length) => text.Length <= length ? text : text[..length];
}
