namespace HybridCalendar.Sandbox.Webex;

/// <summary><c>/v1/rooms</c>: spaces and their meeting details.</summary>
internal static class SpacesApi
{
    private static readonly HashSet<string> Fields =
        ["title", "teamId", "classificationId", "isLocked", "isPublic", "description", "isAnnouncementOnly", "isReadOnly"];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/rooms", List).WithMetadata(WebexScope.Spaces);
        app.MapPost("/v1/rooms", CreateAsync).WithMetadata(WebexScope.Spaces);
        app.MapGet("/v1/rooms/{roomId}", Get).WithMetadata(WebexScope.Spaces);
        app.MapPut("/v1/rooms/{roomId}", UpdateAsync).WithMetadata(WebexScope.Spaces);
        app.MapDelete("/v1/rooms/{roomId}", Delete).WithMetadata(WebexScope.Spaces);
        app.MapGet("/v1/rooms/{roomId}/meetingInfo", MeetingInfo).WithMetadata(WebexScope.Spaces);
    }

    private static IResult List(HttpContext context, WebexSpaces spaces, WebexDirectory directory, string? type)
    {
        if (type is not (null or "direct" or "group")) throw WebexProblem.BadRequest("type must be one of direct, group.");
        var me = WebexCaller.Of(context).Person;
        return WebexPaging.Page(context, spaces.Select(s => s.Holds(me) && (type is null || s.Type == type), s => Shape(s, directory)), 100);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, WebexSpaces spaces, WebexDirectory directory)
    {
        var body = await JsonFields.ReadAsync(context.Request);
        body.RejectUnknown(Fields);
        var title = body.RequiredString("title");
        if (body.Bool("isAnnouncementOnly") == true && body.Bool("isLocked") != true)
            throw WebexProblem.BadRequest("A space can only be put into announcement mode when it is locked.");
        if (body.Bool("isPublic") == true && string.IsNullOrWhiteSpace(body.String("description")))
            throw WebexProblem.BadRequest("A public space needs a description.");
        var space = spaces.Create(WebexCaller.Of(context).Person, title, body.String("description"), body.Bool("isLocked") ?? false);
        return WebexJson.Ok(Shape(space, directory));
    }

    private static IResult Get(HttpContext context, WebexSpaces spaces, WebexDirectory directory, string roomId) =>
        WebexJson.Ok(spaces.Use(WebexCaller.Of(context).Person, roomId, s => Shape(s, directory)));

    private static async Task<IResult> UpdateAsync(HttpContext context, WebexSpaces spaces, WebexDirectory directory, string roomId)
    {
        var body = await JsonFields.ReadAsync(context.Request);
        body.RejectUnknown(Fields);
        var title = body.RequiredString("title");
        return WebexJson.Ok(spaces.Use(WebexCaller.Of(context).Person, roomId, s =>
        {
            if (s.Type == "direct") throw WebexProblem.BadRequest("A 1:1 space cannot be renamed.");
            s.Title = title;
            s.IsLocked = body.Bool("isLocked") ?? s.IsLocked;
            s.Description = body.Has("description") ? body.String("description") : s.Description;
            return Shape(s, directory);
        }));
    }

    private static IResult Delete(HttpContext context, WebexSpaces spaces, string roomId)
    {
        spaces.Delete(WebexCaller.Of(context).Person, roomId);
        return Results.NoContent();
    }

    private static IResult MeetingInfo(HttpContext context, WebexSpaces spaces, string roomId) =>
        WebexJson.Ok(spaces.Use(WebexCaller.Of(context).Person, roomId, s => new
        {
            roomId = s.Id,
            meetingLink = s.MeetingLink,
            sipAddress = $"{s.MeetingNumber}@{s.Site}",
            meetingNumber = s.MeetingNumber,
            meetingId = s.MeetingId,
            callInTollFreeNumber = WebexTelephony.TollFreeNumber,
            callInTollNumber = WebexTelephony.TollNumber,
        }));

    public static object Shape(WebexSpace space, WebexDirectory directory) => new
    {
        id = space.Id,
        title = space.Title,
        type = space.Type,
        isLocked = space.IsLocked,
        lastActivity = WebexJson.Timestamp(space.LastActivity),
        creatorId = space.Creator.Id,
        created = WebexJson.Timestamp(space.Created),
        ownerId = directory.OrganizationId,
        isAnnouncementOnly = false,
        isReadOnly = false,
        isPublic = false,
        description = space.Description,
    };
}
