using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HybridCalendar.Sandbox.Graph.Calendars;

namespace HybridCalendar.Sandbox.Graph.Meetings;

/// <summary>Gives an event its Teams meeting: the structured part and the text in the body.</summary>
internal static class OnlineMeetings
{
    private const string Tenant = Tokens.AppRegistration.DefaultTenant;

    public static EventContent Complete(Mailbox mailbox, EventContent content, EventContent? before)
    {
        if (!content.IsOnlineMeeting)
            return content with { OnlineMeeting = null, OnlineMeetingProvider = "unknown" };
        if (content.OnlineMeeting is null)
            return Create(mailbox, content);
        // Whoever overwrites the body without the meeting's text takes the online meeting away.
        var untouched = before is null || ReferenceEquals(before.Body, content.Body);
        return untouched || content.Body.Html.Contains(content.OnlineMeeting.JoinUrl, StringComparison.Ordinal) ? content : content with { IsOnlineMeeting = false, OnlineMeeting = null, OnlineMeetingProvider = "unknown" };
    }

    private static EventContent Create(Mailbox mailbox, EventContent content)
    {
        var thread = "meeting_" + Convert.ToBase64String(Encoding.ASCII.GetBytes(Guid.NewGuid().ToString()));
        var context = $"{{\"Tid\":\"{Tenant}\",\"Oid\":\"{mailbox.Id}\"}}";
        var url = $"https://teams.microsoft.com/l/meetup-join/19%3a{Uri.EscapeDataString(thread)}%40thread.v2/0?context={Uri.EscapeDataString(context)}";
        var number = BinaryPrimitives.ReadUInt32BigEndian(RandomNumberGenerator.GetBytes(4)) % 1_000_000_000;
        var id = number.ToString("D9", CultureInfo.InvariantCulture);
        var meeting = new OnlineMeeting(url, id, "+359 2 491 0000");
        var html = content.Body.Html.Length == 0 ? EventBody.FromHtml("<div></div>").Html : content.Body.Html;
        var at = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        var body = at < 0 ? html + Text(meeting) : html.Insert(at, Text(meeting));
        return content with { OnlineMeeting = meeting, OnlineMeetingProvider = "teamsForBusiness", Body = EventBody.FromHtml(body) };
    }

    private static string Text(OnlineMeeting meeting) =>
        "<br>\r\n<div class=\"me-email-text\" lang=\"en-US\"><div>________________________________________________________________________________</div>"
        + "<div><span>Microsoft Teams</span></div>"
        + $"<div><a href=\"{meeting.JoinUrl}\" class=\"me-email-headline\">Join the meeting now</a></div>"
        + $"<div>Phone conference ID: {meeting.ConferenceId[..3]} {meeting.ConferenceId[3..6]} {meeting.ConferenceId[6..]}#</div>"
        + "<div>________________________________________________________________________________</div></div>";
}
