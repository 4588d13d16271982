using HybridCalendar.Sandbox.Devices;

namespace HybridCalendar.Sandbox.Webex;

/// <summary><c>/v1/workspaces</c>.</summary>
internal static class WorkspacesApi
{
    private static readonly string[] Types = ["notSet", "focus", "huddle", "meetingRoom", "open", "desk", "other"];
    private static readonly string[] Calendars = ["none", "google", "microsoft"];

    private static readonly HashSet<string> Fields =
    [
        "displayName", "orgId", "locationId", "workspaceLocationId", "floorId", "capacity", "type", "sipAddress", "calling", "calendar",
        "notes", "hotdeskingStatus", "deviceHostedMeetings", "supportedDevices", "indoorNavigation",
    ];

    private static readonly HashSet<string> CalendarFields = ["type", "emailAddress", "resourceGroupId"];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/workspaces", List).WithMetadata(WebexScope.WorkspacesRead);
        app.MapPost("/v1/workspaces", CreateAsync).WithMetadata(WebexScope.WorkspacesWrite);
        app.MapGet("/v1/workspaces/{workspaceId}", (WebexWorkspaces workspaces, WebexDirectory directory, string workspaceId) =>
            WebexJson.Ok(Shape(Get(workspaces, workspaceId), directory))).WithMetadata(WebexScope.WorkspacesRead);
        app.MapPut("/v1/workspaces/{workspaceId}", UpdateAsync).WithMetadata(WebexScope.WorkspacesWrite);
        app.MapDelete("/v1/workspaces/{workspaceId}", (WebexWorkspaces workspaces, string workspaceId) =>
            workspaces.Remove(workspaceId) ? Results.NoContent() : throw WebexProblem.NotFound("workspace")).WithMetadata(WebexScope.WorkspacesWrite);
    }

    private static IResult List(
        HttpContext context, WebexWorkspaces workspaces, WebexDirectory directory, DeviceFleet fleet,
        string? displayName, string? type, string? calendar, bool? includeDevices)
    {
        if (calendar is not null && !Calendars.Contains(calendar)) throw WebexProblem.BadRequest("calendar must be one of none, google, microsoft.");
        if (type is not null && !Types.Contains(type)) throw WebexProblem.BadRequest("type is not a workspace type.");
        var found = workspaces.All
            .Where(w => displayName is null || w.DisplayName.Equals(displayName, StringComparison.OrdinalIgnoreCase))
            .Where(w => type is null || w.Type == type)
            .Where(w => calendar is null || w.CalendarType == calendar)
            .Select(w => Shape(w, directory, includeDevices == true ? fleet.InCloud.Where(d => d.WorkspaceId == w.Id).Select(d => DevicesApi.Shape(d, directory)) : null));
        return WebexPaging.Page(context, found, 100, "start");
    }

    private static async Task<IResult> CreateAsync(HttpContext context, WebexWorkspaces workspaces, WebexDirectory directory, TimeProvider time)
    {
        var body = await ReadAsync(context);
        var empty = new WebexWorkspace(WebexIds.New("PLACE"), "", "notSet", null, "none", null, time.GetUtcNow());
        return WebexJson.Ok(Shape(workspaces.Save(Apply(empty, body)), directory));
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, WebexWorkspaces workspaces, WebexDirectory directory, string workspaceId)
    {
        var body = await ReadAsync(context);
        return WebexJson.Ok(Shape(workspaces.Save(Apply(Get(workspaces, workspaceId), body)), directory));
    }

    private static async Task<JsonFields> ReadAsync(HttpContext context)
    {
        var body = await JsonFields.ReadAsync(context.Request);
        body.RejectUnknown(Fields);
        return body;
    }

    private static WebexWorkspace Apply(WebexWorkspace workspace, JsonFields body)
    {
        var changed = workspace with
        {
            DisplayName = body.RequiredString("displayName"),
            // A PUT that leaves these out removes them; calendar stays (both documented).
            Type = body.OneOf("type", Types) ?? "notSet",
            Capacity = body.Int("capacity", 0),
            Notes = body.String("notes"),
        };
        if (body.Object("calendar") is not { } calendar) return changed;
        calendar.RejectUnknown(CalendarFields);
        var type = calendar.OneOf("type", Calendars) ?? throw WebexProblem.BadRequest("calendar.type is required.");
        var email = calendar.String("emailAddress", minLength: 1);
        if (type == "none" && email is not null) throw WebexProblem.BadRequest("calendar.emailAddress cannot be set when the type is none.");
        if (type != "none" && email?.Contains('@', StringComparison.Ordinal) != true)
            throw WebexProblem.BadRequest("calendar.emailAddress is required and must be an email address.");
        return changed with { CalendarType = type, CalendarEmail = email };
    }

    private static WebexWorkspace Get(WebexWorkspaces workspaces, string id) => workspaces.Find(id) ?? throw WebexProblem.NotFound("workspace");

    private static object Shape(WebexWorkspace w, WebexDirectory directory, IEnumerable<object>? devices = null) => new
    {
        id = w.Id,
        orgId = directory.OrganizationId,
        displayName = w.DisplayName,
        capacity = w.Capacity,
        type = w.Type,
        sipAddress = $"{string.Concat(w.DisplayName.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit))}@contoso.rooms.webex.com",
        created = WebexJson.Timestamp(w.Created),
        calling = new { type = "freeCalling" },
        calendar = new { type = w.CalendarType, emailAddress = w.CalendarEmail },
        notes = w.Notes,
        hotdeskingStatus = "off",
        supportedDevices = "collaborationDevices",
        devicePlatform = "cisco",
        devices,
    };
}
