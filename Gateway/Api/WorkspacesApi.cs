using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Reports;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Timelines;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Api;

/// <summary>Workspaces; each is known by the mail address of its room mailbox.</summary>
internal static class WorkspacesApi
{
    private const int MostDevices = 50;
    private const string TimelineLanguage = "Entries with a `fact` are told in the language of `Accept-Language`: English or Bulgarian. All others are in English.";

    public static void MapWorkspaces(this RouteGroupBuilder api)
    {
        var workspaces = api.MapGroup("/workspaces").WithTags("Workspaces");
        workspaces.MapGet("", ListAsync).WithSummary("The workspaces that were set up, ordered by mail address.");
        workspaces.MapGet("/{mail}", (string mail, IGrainFactory grains) => Room(grains, mail).GetSettings())
            .WithSummary("A workspace's settings; the defaults for one that was never set up.");
        workspaces.MapPut("/{mail}", PutAsync)
            .Does("workspace.set")
            .WithSummary("Sets a workspace up: its room mailbox is the address, its calendar is on or off, and devices stand in it.")
            .WithDescription(
                "Switching the calendar on subscribes to the mailbox and reads it; what stands in the way shows in the status. 409 when another "
                + "workspace has the mailbox (also by an alias) or one of the devices; `workspace` names it.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        workspaces.MapGet("/{mail}/status", (string mail, IGrainFactory grains) => Room(grains, mail).GetStatus())
            .WithSummary("How the room mailbox is doing: what is set wrong there, since when, and the command that mends it.");
        workspaces.MapGet("/{mail}/report", async (string mail, RoomReports reports, HttpRequest request) =>
            {
                var report = await reports.ReadAsync(mail);
                return report with { Timeline = report.Timeline.In(AdminTexts.Of(request).Language) };
            })
            .WithSummary("Why the room shows what it shows: each meeting with its button or the reason why there is none, findings, devices, timeline.")
            .WithDescription(TimelineLanguage);
        workspaces.MapGet("/{mail}/timeline", async (string mail, RoomTimelines timelines, HttpRequest request) =>
                (await timelines.ReadAsync(mail)).In(AdminTexts.Of(request).Language))
            .Produces<TimelineEntry[]>()
            .WithSummary("What was seen, decided and done for the room and by its devices, oldest first.")
            .WithDescription(TimelineLanguage);
        workspaces.MapPost("/{mail}/reconcile", ReconcileAsync)
            .Does("workspace.readAgain")
            .WithSummary("Reads the room's whole calendar again, now.")
            .ProducesProblem(StatusCodes.Status502BadGateway).ProducesProblem(StatusCodes.Status504GatewayTimeout);
    }

    private static Task<Page<WorkspaceRow>> ListAsync(Catalog catalog, string? after, int? top) =>
        Page<WorkspaceRow>.ReadAsync(top, size => catalog.ListWorkspacesAsync(after, size), row => row.Mail);

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> PutAsync(
        string mail, WorkspaceSettings settings, IGrainFactory grains, Catalog catalog, AuditTrail trail)
    {
        var problems = new Problems()
            .RequireName(settings.DisplayName)
            .Require(!settings.Devices.IsDefault && settings.Devices.Length <= MostDevices, "devices", $"must be a list of at most {MostDevices} ids.");
        if (!problems.Any)
            await RequireDevicesAsync(settings, catalog, problems);
        if (problems.Any)
            return problems.ToResult();
        trail.Note(await Room(grains, mail).GetSettings(), settings);
        return await Room(grains, mail).Configure(settings) is { } conflict ? Describe(conflict) : TypedResults.NoContent();
    }

    private static ProblemHttpResult Describe(WorkspaceConflict conflict) => TypedResults.Problem(
        conflict.Device is { } device
            ? $"The device '{device}' stands in the workspace {conflict.Workspace}. Take it out of that one first."
            : $"The workspace {conflict.Workspace} has this mailbox already: the two addresses lead to the same one.",
        statusCode: StatusCodes.Status409Conflict,
        extensions: new Dictionary<string, object?> { ["workspace"] = conflict.Workspace });

    /// <summary>Asks the catalog: a device whose grain fails must not keep the others of its workspace from being set up.</summary>
    private static async Task RequireDevicesAsync(WorkspaceSettings settings, Catalog catalog, Problems problems)
    {
        var known = await catalog.FindDevicesAsync(settings.Devices);
        problems.Require(settings.Devices.Distinct().Count() == settings.Devices.Length, "devices", "names a device twice.");
        foreach (var id in settings.Devices)
        {
            problems.Require(known.Contains(id), "devices", $"names a device that does not exist: '{id}'. Make it first, with PUT /api/devices/{{id}}.");
        }
    }

    private static async Task<NoContent> ReconcileAsync(string mail, IGrainFactory grains)
    {
        await Room(grains, mail).Reconcile();
        return TypedResults.NoContent();
    }

    private static IRoomMailboxGrain Room(IGrainFactory grains, string mail) => grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(mail));
}
