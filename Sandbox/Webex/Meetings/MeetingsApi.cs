using NodaTime;

namespace HybridCalendar.Sandbox.Webex;

/// <summary><c>/v1/meetings</c>: reading and deleting. Creating and changing have classes of their own.</summary>
internal static class MeetingsApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/meetings", MeetingList.List).WithMetadata(WebexScope.MeetingsRead);
        app.MapPost("/v1/meetings", MeetingCreation.CreateAsync).WithMetadata(WebexScope.MeetingsWrite);
        app.MapGet("/v1/meetings/{meetingId}", Get).WithMetadata(WebexScope.MeetingsRead);
        app.MapPatch("/v1/meetings/{meetingId}", MeetingChange.PatchAsync).WithMetadata(WebexScope.MeetingsWrite);
        app.MapDelete("/v1/meetings/{meetingId}", Delete).WithMetadata(WebexScope.MeetingsWrite);
    }

    /// <summary>Splits an id into the series and, for an occurrence, its original start.</summary>
    public static (string SeriesId, Instant? Occurrence) Split(string meetingId)
    {
        var at = meetingId.IndexOf('_', StringComparison.Ordinal);
        if (at < 0) return (meetingId, null);
        return WebexOccurrence.IdPattern.Parse(meetingId[(at + 1)..]).TryGetValue(default, out var start)
            ? (meetingId[..at], start)
            : throw WebexProblem.NotFound("meeting");
    }

    public static DateTimeZone AnswerZone(HttpContext context) =>
        MeetingTimes.Zone(context.Request.Headers["timezone"].ToString() is { Length: > 0 } zone ? zone : null);

    private static IResult Get(HttpContext context, WebexMeetings meetings, WebexDirectory directory, string meetingId, string? hostEmail, bool? current)
    {
        var caller = WebexCaller.Of(context);
        var person = caller.ActFor(hostEmail, directory);
        var (seriesId, start) = Split(meetingId);
        var meeting = meetings.Find(seriesId);
        if (meeting is null || !MaySee(person, meeting)) throw WebexProblem.NotFound("meeting");
        var zone = AnswerZone(context);
        if (start is null && current == true) start = meeting.Occurrences().FirstOrDefault(o => o.End > meetings.Now)?.OriginalStart;
        if (start is null) return WebexJson.Ok(MeetingShape.OfSeries(meeting, zone, meetings.Now, caller));
        return WebexJson.Ok(MeetingShape.OfOccurrence(meeting, Occurrence(meeting, start.Value), zone, meetings.Now, caller));
    }

    private static IResult Delete(HttpContext context, WebexMeetings meetings, WebexDirectory directory, string meetingId, string? hostEmail)
    {
        var person = WebexCaller.Of(context).ActFor(hostEmail, directory);
        var (seriesId, start) = Split(meetingId);
        var meeting = meetings.Find(seriesId);
        if (meeting is null || meeting.Host.Id != person.Id) throw WebexProblem.NotFound("meeting");
        if (meeting.IsAdhoc) throw WebexProblem.BadRequest("An ad-hoc meeting cannot be deleted.");
        if (start is { } original)
        {
            Occurrence(meeting, original);
            meetings.Change(seriesId, m => m with { Exceptions = m.Exceptions.SetItem(original, null) });
        }
        else
        {
            meetings.Remove(seriesId);
        }
        return Results.NoContent();
    }

    public static WebexOccurrence Occurrence(WebexMeeting meeting, Instant original) =>
        meeting.Occurrences().TakeWhile(o => o.OriginalStart <= original).FirstOrDefault(o => o.OriginalStart == original)
            ?? throw WebexProblem.NotFound("meeting");

    public static bool MaySee(WebexPerson person, WebexMeeting meeting) =>
        meeting.Host.Id == person.Id || meeting.Invitees.Contains(person.Email, StringComparer.OrdinalIgnoreCase);
}
