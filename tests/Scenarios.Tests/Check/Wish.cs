using System.Net;
using System.Text.RegularExpressions;
using HybridCalendar.Sandbox.Graph.Calendars;

namespace HybridCalendar.Scenarios.Tests.Check;

/// <summary>What an invitation asks for: a Webex meeting by its keyword, or somebody else's meeting by its link.</summary>
/// <param name="Own">Null without a keyword.</param>
/// <param name="Keyword">The keyword and what follows its colon, as far as that means something; empty without one.</param>
/// <param name="Link">What the text itself offers to dial; null when nothing.</param>
internal sealed partial record Wish(OwnMeeting? Own, string Keyword, Dial? Link)
{
    public static Wish Of(EventContent content)
    {
        var found = KeywordPattern().Match(content.Location.DisplayName);
        if (!found.Success)
            return new Wish(null, "", LinkIn(content));
        var (word, modifier) = (found.Groups["word"].Value.ToUpperInvariant(), found.Groups["modifier"].Value.ToUpperInvariant());
        OwnMeeting? asked = modifier switch
        {
            "MYROOM" => OwnMeeting.PersonalRoom,
            "SPACE" => OwnMeeting.Space,
            "ONETIME" => OwnMeeting.OneTime,
            _ => null,
        };
        return new Wish(
            asked ?? (word == "WEBEX" ? OwnMeeting.PersonalRoom : OwnMeeting.Space), asked is null ? word : $"{word}:{modifier}", LinkIn(content));
    }

    /// <summary>An occurrence with a keyword or link of its own asks for that, else for what its series asks for.</summary>
    public static (Wish Wish, bool IsOwn) Of(CalendarItem item, NodaTime.LocalDate? slot)
    {
        var master = Of(item.Content);
        if (slot is not { } day || !item.Exceptions.ContainsKey(day) || item.Occurrence(day) is not { } occurrence)
            return (master, false);
        var own = Of(occurrence.Content);
        var isOwn = own.Own is null ? own.Link is not null && own.Link.Number != master.Link?.Number : own.Keyword != master.Keyword;
        return (isOwn ? own : master, isOwn);
    }

    private static Dial? LinkIn(EventContent content)
    {
        if (content.OnlineMeeting is { } online)
            return new Dial(online.JoinUrl, "WebRTC", "MicrosoftTeams");
        return LinkIn(content.Location.DisplayName) ?? LinkIn(WebUtility.HtmlDecode(content.Body.Html));
    }

    private static Dial? LinkIn(string text)
    {
        if (TeamsPattern().Match(text) is { Success: true } teams)
            return new Dial(teams.Value, "WebRTC", "MicrosoftTeams");
        if (ZoomPattern().Match(text) is { Success: true } zoom)
            return new Dial($"{zoom.Groups["id"].Value}@zoomcrc.com", "SIP", "Zoom");
        return SipPattern().Match(text) is { Success: true } sip ? new Dial(sip.Groups["address"].Value, "SIP", "Other") : null;
    }

    [GeneratedRegex(@"(?<![\w.@-])@(?<word>webex|meet)(:(?<modifier>\w+))?(?!\w)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex KeywordPattern();

    [GeneratedRegex("""https://teams\.microsoft\.com/l/meetup-join/[^"<>\s]+""")]
    private static partial Regex TeamsPattern();

    [GeneratedRegex(@"https://zoom\.us/j/(?<id>\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ZoomPattern();

    [GeneratedRegex(@"sip:(?<address>video\.\d+@partner\.example)", RegexOptions.ExplicitCapture)]
    private static partial Regex SipPattern();
}
