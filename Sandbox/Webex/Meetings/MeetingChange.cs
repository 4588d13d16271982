using NodaTime;

namespace HybridCalendar.Sandbox.Webex;

/// <summary><c>PATCH /v1/meetings/{id}</c> of a series or of one occurrence.</summary>
internal static class MeetingChange
{
    public static async Task<IResult> PatchAsync(HttpContext context, WebexMeetings meetings, WebexDirectory directory, string meetingId)
    {
        var caller = WebexCaller.Of(context);
        var body = await JsonFields.ReadAsync(context.Request);
        body.RejectUnknown(MeetingFields.OfPatch);
        MeetingFields.CheckCommon(body);
        foreach (var field in new[] { "title", "start", "end", "timezone" })
            if (body.IsNull(field)) throw WebexProblem.BadRequest($"{field} cannot be null.");

        var host = caller.ActFor(body.String("hostEmail"), directory);
        var (seriesId, original) = MeetingsApi.Split(meetingId);
        var zone = MeetingsApi.AnswerZone(context);
        var now = meetings.Now;
        var changed = meetings.Change(seriesId, m =>
        {
            if (m.Host.Id != host.Id) throw WebexProblem.NotFound("meeting");
            if (m.IsAdhoc) throw WebexProblem.BadRequest("An ad-hoc meeting cannot be updated.");
            return original is { } start ? PatchOccurrence(m, start, body, now) : PatchSeries(m, body, now);
        });
        return WebexJson.Ok(original is { } at
            ? MeetingShape.OfOccurrence(changed, MeetingsApi.Occurrence(changed, at), zone, now, caller)
            : MeetingShape.OfSeries(changed, zone, now, caller));
    }

    private static WebexMeeting PatchSeries(WebexMeeting m, JsonFields body, Instant now)
    {
        if (m.HasEnded(now)) throw WebexProblem.BadRequest("A meeting that has ended cannot be updated.");
        var zone = body.String("timezone") is { } name ? MeetingTimes.Zone(name) : m.Zone;
        var (start, end) = Times(body, m.Start, m.End, zone, now);
        var recurrence = body.Has("recurrence") ? body.String("recurrence") : m.Recurrence;
        if (recurrence is not null) RecurrenceRule.Parse(recurrence, zone).CheckLength(start.InZone(zone).LocalDateTime);
        var timingChanged = start != m.Start || end != m.End || recurrence != m.Recurrence;
        return m with
        {
            Title = body.String("title") ?? m.Title,
            Agenda = body.Has("agenda") ? body.String("agenda") : m.Agenda,
            Password = body.String("password") ?? m.Password,
            IntegrationTags = MeetingFields.Tags(body) ?? m.IntegrationTags,
            Zone = zone,
            Start = start,
            End = end,
            Recurrence = recurrence,
            // Cisco: a change of the series' timing cancels its exceptional occurrences.
            Exceptions = timingChanged ? m.Exceptions.Clear() : m.Exceptions,
        };
    }

    private static WebexMeeting PatchOccurrence(WebexMeeting m, Instant original, JsonFields body, Instant now)
    {
        if (body.Has("recurrence")) throw WebexProblem.BadRequest("recurrence applies to a series only.");
        var old = MeetingsApi.Occurrence(m, original);
        if (old.End <= now) throw WebexProblem.BadRequest("A meeting that has ended cannot be updated.");
        var (start, end) = Times(body, old.Start, old.End, m.Zone, now);
        return m with
        {
            Exceptions = m.Exceptions.SetItem(original, old with
            {
                Title = body.String("title") ?? old.Title,
                Agenda = body.Has("agenda") ? body.String("agenda") : old.Agenda,
                Start = start,
                End = end,
                IsModified = true,
            }),
        };
    }

    private static (Instant Start, Instant End) Times(JsonFields body, Instant start, Instant end, DateTimeZone zone, Instant now)
    {
        var (newStart, newEnd) = (body.String("start"), body.String("end"));
        if (newStart is null && newEnd is null) return (start, end);
        return MeetingTimes.Check(
            newStart is null ? start : MeetingTimes.Read("start", newStart, zone),
            newEnd is null ? end : MeetingTimes.Read("end", newEnd, zone), now);
    }
}
