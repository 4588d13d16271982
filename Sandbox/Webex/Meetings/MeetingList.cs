using NodaTime;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>
/// <c>GET /v1/meetings</c>. As at Cisco the list covers the next seven days when neither <c>from</c> nor <c>to</c> is given, also
/// when it is searched by integration tag.
/// </summary>
internal static class MeetingList
{
    private static readonly Duration DefaultSpan = Duration.FromDays(7);

    public static IResult List(HttpContext context, WebexMeetings meetings, WebexDirectory directory)
    {
        var query = context.Request.Query;
        string? Get(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

        var caller = WebexCaller.Of(context);
        var person = caller.ActFor(Get("hostEmail"), directory);
        var (number, link, roomId, seriesId) = (Get("meetingNumber"), Get("webLink"), Get("roomId"), Get("meetingSeriesId"));
        if (seriesId is null && new[] { number, link, roomId }.Count(v => v is not null) > 1)
            throw WebexProblem.BadRequest("meetingNumber, webLink and roomId are mutually exclusive.");

        var zone = MeetingsApi.AnswerZone(context);
        var now = meetings.Now;
        var mine = meetings.All().Where(m => !m.IsAdhoc && MeetingsApi.MaySee(person, m));
        object Series(WebexMeeting m) => MeetingShape.OfSeries(m, zone, now, caller);

        if (seriesId is null && (number ?? link ?? roomId) is not null)
        {
            var found = mine.Where(m => (number is null || m.Number == number) && (link is null || m.WebLink == link) && (roomId is null || m.RoomId == roomId));
            return WebexPaging.Page(context, found.Select(Series), 100);
        }

        var (from, to) = Window(Get("from"), Get("to"), now);
        var type = Get("meetingType") ?? (seriesId is null ? "meetingSeries" : "scheduledMeeting");
        var tag = seriesId is null ? Get("integrationTag") : null;
        var site = seriesId is null ? Get("siteUrl") : null;
        var chosen = mine
            .Where(m => seriesId is null || m.Id == seriesId)
            .Where(m => site is null || m.Site.Equals(site, StringComparison.OrdinalIgnoreCase))
            .Where(m => tag is null || (m.CreatorId == caller.Person.Id && m.IntegrationTags.Contains(tag)));
        return type switch
        {
            "meetingSeries" => WebexPaging.Page(context, chosen.Where(m => Within(m, from, to).Any()).Select(Series), 10),
            "scheduledMeeting" => WebexPaging.Page(context, chosen
                .SelectMany(m => Within(m, from, to).Select(o => (Meeting: m, Occurrence: o)))
                .OrderBy(x => x.Occurrence.Start)
                .Select(x => MeetingShape.OfOccurrence(x.Meeting, x.Occurrence, zone, now, caller)), 10),
            // Nobody holds a meeting on this server, so there are no instances.
            "meeting" => WebexPaging.Page(context, Array.Empty<object>(), 10),
            _ => throw WebexProblem.BadRequest("meetingType must be one of meetingSeries, scheduledMeeting, meeting."),
        };
    }

    private static IEnumerable<WebexOccurrence> Within(WebexMeeting meeting, Instant from, Instant to) => meeting.Occurrences()
        .TakeWhile(o => o.OriginalStart < to || meeting.Exceptions.Keys.Any(k => k >= o.OriginalStart))
        .Where(o => o.Start < to && o.End > from);

    private static (Instant From, Instant To) Window(string? from, string? to, Instant now)
    {
        Instant? start = from is null ? null : Read("from", from);
        Instant? end = to is null ? null : Read("to", to);
        var first = start ?? (end is { } e ? e - DefaultSpan : now);
        var last = end ?? first + DefaultSpan;
        return first <= last ? (first, last) : throw WebexProblem.BadRequest("from cannot be after to.");
    }

    private static Instant Read(string field, string text) =>
        MeetingTimes.Read(field, text.Length == 10 ? $"{text}T00:00:00" : text, DateTimeZone.Utc);
}
