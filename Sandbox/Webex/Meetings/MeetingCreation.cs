using NodaTime;

namespace HybridCalendar.Sandbox.Webex;

/// <summary><c>POST /v1/meetings</c>. It knows no idempotency: whoever repeats a request has a second meeting, as at Cisco.</summary>
internal static class MeetingCreation
{
    private static readonly Duration AdhocDelay = Duration.FromMinutes(5);
    private static readonly Duration AdhocLength = Duration.FromMinutes(15);
    private static readonly string[] NotInPersonalRoom = ["templateId", "roomId", "integrationTags", "enabledWebcastView", "enabledAutoRecordMeeting", "registration"];

    public static async Task<IResult> CreateAsync(
        HttpContext context, WebexMeetings meetings, WebexDirectory directory, WebexSpaces spaces, WebexNumbers numbers)
    {
        var caller = WebexCaller.Of(context);
        var body = await JsonFields.ReadAsync(context.Request);
        meetings.CountAttempt(caller, body.String("hostEmail") ?? caller.Person.Email);
        body.RejectUnknown(MeetingFields.OfCreate);
        MeetingFields.CheckCommon(body);

        var roomId = body.String("roomId");
        var host = caller.ActFor(roomId is null ? body.String("hostEmail") : null, directory);
        if (roomId is not null)
        {
            if (!caller.Scopes.Contains("spark:all")) throw WebexProblem.Forbidden("roomId needs the scope spark:all.");
            spaces.Use(host, roomId, _ => true);
        }
        var now = meetings.Now;
        var meeting = body.Bool("adhoc") == true
            ? Adhoc(meetings, host, roomId ?? throw WebexProblem.BadRequest("roomId is required when adhoc is true."), body, numbers, now)
            : Scheduled(body, host, roomId, caller, numbers, now);
        return WebexJson.Ok(MeetingShape.OfSeries(meetings.Add(meeting), MeetingsApi.AnswerZone(context), now, caller));
    }

    private static WebexMeeting Scheduled(JsonFields body, WebexPerson host, string? roomId, WebexCaller caller, WebexNumbers numbers, Instant now)
    {
        var title = body.RequiredString("title", maxLength: 128);
        var zone = MeetingTimes.Zone(body.String("timezone"));
        var (start, end) = MeetingTimes.Check(
            MeetingTimes.Read("start", body.RequiredString("start"), zone), MeetingTimes.Read("end", body.RequiredString("end"), zone), now);
        var recurrence = body.String("recurrence");
        if (recurrence is not null) RecurrenceRule.Parse(recurrence, zone).CheckLength(start.InZone(zone).LocalDateTime);

        var type = body.OneOf("scheduledType", "meeting", "webinar", "personalRoomMeeting") ?? "meeting";
        if (type == "personalRoomMeeting" && NotInPersonalRoom.FirstOrDefault(body.Has) is { } field)
            throw WebexProblem.BadRequest($"{field} is not supported for a Personal Room meeting.");
        if (type == "webinar" && body.Int("sessionTypeId", 1) is null) throw WebexProblem.BadRequest("sessionTypeId is required for a webinar.");

        var site = body.String("siteUrl") ?? host.PreferredSite;
        if (!host.Sites.Contains(site, StringComparer.OrdinalIgnoreCase)) throw WebexProblem.BadRequest("siteUrl is not a site of the host.");
        return New(numbers, host, site, caller.Person, now) with
        {
            Title = title,
            Agenda = body.String("agenda"),
            Password = body.String("password") is { Length: > 0 } password ? password : numbers.Password(),
            Zone = zone,
            Start = start,
            End = end,
            Recurrence = recurrence,
            ScheduledType = type,
            RoomId = roomId,
            IntegrationTags = MeetingFields.Tags(body) ?? [],
            Invitees = MeetingFields.Invitees(body),
            SendEmail = body.Bool("sendEmail") ?? true,
        };
    }

    private static WebexMeeting Adhoc(WebexMeetings meetings, WebexPerson host, string roomId, JsonFields body, WebexNumbers numbers, Instant now) =>
        meetings.FindAdhoc(roomId) ?? New(numbers, host, host.PreferredSite, host, now) with
        {
            Title = body.String("title") ?? host.DisplayName,
            Password = numbers.Password(),
            Start = now + AdhocDelay,
            End = now + AdhocDelay + AdhocLength,
            RoomId = roomId,
            IsAdhoc = true,
        };

    private static WebexMeeting New(WebexNumbers numbers, WebexPerson host, string site, WebexPerson creator, Instant now) => new()
    {
        Id = Guid.NewGuid().ToString("N"),
        Number = numbers.MeetingNumber(),
        PhonePassword = numbers.Digits(8),
        HostKey = numbers.Digits(6),
        Host = host,
        Site = site,
        CreatorId = creator.Id,
        Created = now,
        Title = "",
        Password = "",
        Zone = DateTimeZone.Utc,
        Start = now,
        End = now,
    };
}
