using HybridCalendar.Sandbox.Devices;
using NodaTime;

namespace HybridCalendar.Sandbox.Webex;

/// <summary><c>/sandbox/webex</c>: faults, counters, settings, seeding and looking inside. No token: it listens on this machine only.</summary>
internal static class WebexControlApi
{
    public static void Map(IEndpointRouteBuilder root)
    {
        var app = root.MapGroup("/sandbox/webex").AddEndpointFilter(async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (WebexProblem problem)
            {
                return Results.Json(new { message = problem.Message }, WebexJson.Options, statusCode: problem.Status);
            }
        });
        MapFaults(app);
        app.MapGet("/calls", (WebexCalls calls) => WebexJson.Ok(calls.Snapshot()));
        app.MapDelete("/calls", (WebexCalls calls) => calls.Clear());
        app.MapGet("/settings", (WebexSandboxOptions options) => WebexJson.Ok(WebexSettings.Of(options)));
        app.MapPut("/settings", async (HttpContext context, WebexSandboxOptions options) =>
        {
            await WebexSettings.ApplyAsync(context, options);
            return WebexJson.Ok(WebexSettings.Of(options));
        });
        app.MapPost("/people", AddPersonAsync);
        app.MapPost("/people/{email}/token", (WebexDirectory directory, WebexTokens tokens, string email) =>
            WebexJson.Ok(new { token = tokens.IssueFor(directory.FindByEmail(email) ?? throw WebexProblem.NotFound("person")).Token }));
        app.MapPost("/workspaces", AddWorkspaceAsync);
        app.MapDelete("/tokens", (WebexTokens tokens) => tokens.RevokeAll());
        app.MapGet("/meetings", (WebexMeetings meetings) => WebexJson.Ok(meetings.All().Select(m => Meeting(m, meetings.Now))));
        app.MapGet("/spaces", Spaces);
        app.MapGet("/devices/{deviceId}/bookings", (DeviceFleet fleet, string deviceId) =>
            WebexJson.Ok((fleet.Find(deviceId) ?? throw WebexProblem.NotFound("device")).State().Bookings));
        app.MapPost("/reset", (WebexMeetings meetings, WebexSpaces spaces, WebexFaults faults, WebexCalls calls, DeviceFleet fleet) =>
        {
            meetings.Clear();
            spaces.Clear();
            faults.Replace([]);
            calls.Clear();
            foreach (var device in fleet.All) device.Put([]);
        });
    }

    private static void MapFaults(RouteGroupBuilder app)
    {
        app.MapGet("/faults", (WebexFaults faults) => WebexJson.Ok(new { faults = faults.Snapshot() }));
        app.MapPost("/faults", async (HttpContext context, WebexFaults faults) =>
            WebexJson.Created(new { id = faults.Add(await ReadAsync<WebexFault>(context)) }));
        app.MapPut("/faults", async (HttpContext context, WebexFaults faults) =>
        {
            faults.Replace(await ReadAsync<WebexFault[]>(context));
            return WebexJson.Ok(new { faults = faults.Snapshot() });
        });
        app.MapDelete("/faults", (WebexFaults faults) => faults.Replace([]));
        app.MapDelete("/faults/{id:int}", (WebexFaults faults, int id) => faults.Remove(id) ? Results.NoContent() : Results.NotFound());
    }

    private static async Task<IResult> AddPersonAsync(HttpContext context, WebexDirectory directory)
    {
        var body = await JsonFields.ReadAsync(context.Request);
        var sites = body.Array("sites")?.Select(s => s.GetString()!).ToList();
        var person = directory.Add(
            body.RequiredString("email"), body.RequiredString("displayName"), body.String("timeZone") ?? "UTC", sites, body.Bool("hasPersonalRoom") ?? true);
        return WebexJson.Created(person);
    }

    private static async Task<IResult> AddWorkspaceAsync(HttpContext context, WebexWorkspaces workspaces, DeviceFleet fleet)
    {
        var body = await JsonFields.ReadAsync(context.Request);
        var workspace = workspaces.Seed(body.RequiredString("displayName"), body.String("calendarEmail"));
        var devices = (body.Array("devices") ?? [])
            .Select(d => d.GetString()!)
            .Select(name => fleet.Add(WebexIds.For("DEVICE", name), name, workspace.Id, workspace.DisplayName))
            .Select(d => new { id = d.Id, displayName = d.DisplayName })
            .ToList();
        return WebexJson.Created(new { workspace.Id, workspace.DisplayName, devices });
    }

    private static object Meeting(WebexMeeting m, Instant now) => new
    {
        id = m.Id,
        meetingNumber = m.Number,
        title = m.Title,
        start = m.Start.ToString(),
        end = m.End.ToString(),
        recurrence = m.Recurrence,
        hostEmail = m.Host.Email,
        siteUrl = m.Site,
        webLink = m.WebLink,
        sipAddress = m.SipAddress,
        roomId = m.RoomId,
        scheduledType = m.ScheduledType,
        integrationTags = m.IntegrationTags,
        sendEmail = m.SendEmail,
        created = m.Created.ToString(),
        ended = m.HasEnded(now),
        exceptions = m.Exceptions.Count,
    };

    private static IResult Spaces(WebexSpaces spaces, WebexDirectory directory) => WebexJson.Ok(spaces.Select(_ => true, s => new
    {
        id = s.Id,
        title = s.Title,
        type = s.Type,
        meetingLink = s.MeetingLink,
        meetingNumber = s.MeetingNumber,
        creatorEmail = s.Creator.Email,
        created = WebexJson.Timestamp(s.Created),
        members = s.Members.Select(m => m.Email).ToList(),
        messages = s.Messages.Select(m => MessagesApi.Shape(s, m)).ToList(),
    }));

    private static async Task<T> ReadAsync<T>(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFromJsonAsync<T>(WebexJson.Options, context.RequestAborted)
                ?? throw WebexProblem.BadRequest("A JSON body is required.");
        }
        catch (System.Text.Json.JsonException e)
        {
            throw WebexProblem.BadRequest(e.Message);
        }
    }
}
