using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Reports;
using HybridCalendar.Gateway.Workspaces;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Timelines;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Api;

/// <summary>Workspaces; each is known by the mail address of its room mailbox.</summary>
internal static class WorkspacesApi
{
    private const string TimelineLanguage = "Entries with a `fact` are told in the language of `Accept-Language`: English or Bulgarian. All others are in English.";

    public static void MapWorkspaces(this RouteGroupBuilder api)
    {
        var workspaces = api.MapGroup("/workspaces").WithTags("Workspaces");
        workspaces.MapGet("", ListAsync).WithSummary("The workspaces that were set up, ordered by mail address.")
            .WithDescription("`search` is a part of the name or address; `problems=true` leaves those whose mailbox has one.");
        workspaces.MapGet("/{mail}", GetAsync)
            .WithSummary("A workspace's settings; the defaults for one that was never set up.")
            .WithDescription("The answer has an ETag.");
        workspaces.MapPut("/{mail}", PutAsync)
            .Does("workspace.set")
            .WithSummary("Sets a workspace up: its room mailbox is the address, its calendar is on or off, and devices stand in it.")
            .WithDescription(
                "Switching the calendar on subscribes to the mailbox and reads it; what stands in the way shows in the status. 409 when another "
                + "workspace has the mailbox (also by an alias) or one of the devices; `workspace` names it. With `If-Match` and the ETag of a read, "
                + "412 when somebody else changed it since.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        workspaces.MapDelete("/{mail}", RemoveAsync)
            .Does("workspace.removed")
            .WithSummary("Removes a workspace: its devices are emptied and set free, and it leaves all lists.")
            .WithDescription(
                "TMS gives up what was booked by the room's own calendar; the mailbox and its meetings stay as they are. The devices stay, with their tokens: remove or revoke "
                + "them by themselves. With `If-Match` and the ETag of a read, 412 when somebody else changed it since.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        workspaces.MapPost("/{mail}/move", MoveAsync)
            .Does("workspace.moved")
            .WithSummary("Gives a workspace another room mailbox: its settings and devices go there.")
            .WithDescription("It is another workspace then, with a history of its own. Which TMS system stands in a room stays with the mailbox. 409 when the other mailbox is a workspace's already, or has another "
                + "primary address: `workspace` names it.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
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

    private static Task<Page<WorkspaceRow>> ListAsync(Catalog catalog, string? search, bool? problems, string? after, int? top) => Page<WorkspaceRow>.ReadAsync(
        top, size => catalog.ListWorkspacesAsync(after, size, string.IsNullOrWhiteSpace(search) ? null : search.Trim(), problems ?? false), row => row.Mail);

    private static async Task<Ok<WorkspaceSettings>> GetAsync(string mail, IGrainFactory grains, EntityTags tags, HttpResponse response) =>
        tags.Answer(await Room(grains, mail).GetSettings(), response);

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> PutAsync(
        string mail, WorkspaceSettings settings, WorkspaceEditor editor, HttpRequest request)
    {
        return Answer(await editor.SaveAsync(mail, settings, request.Headers.IfMatch));
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> RemoveAsync(string mail, WorkspaceEditor editor, HttpRequest request) =>
        Answer(await editor.RemoveAsync(mail, request.Headers.IfMatch));

    /// <param name="Mailbox">Mail address of the other room mailbox.</param>
    internal sealed record OtherMailbox(string Mailbox);

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> MoveAsync(string mail, OtherMailbox other, WorkspaceEditor editor, HttpRequest request) =>
        Answer(await editor.MoveAsync(mail, other.Mailbox, request.Headers.IfMatch));

    private static Results<NoContent, ValidationProblem, ProblemHttpResult> Answer(WorkspaceSave save) => save switch
    {
        { Problems.Any: true } => save.Problems.ToResult(),
        { IsStale: true } => EntityTags.Stale(),
        { IsMissing: true } => TypedResults.Problem("There is no such workspace.", statusCode: StatusCodes.Status404NotFound),
        { Conflict: { } conflict } => TypedResults.Problem(
            save.ConflictText, statusCode: StatusCodes.Status409Conflict,
            extensions: new Dictionary<string, object?> { ["workspace"] = conflict.Workspace }),
        _ => TypedResults.NoContent(),
    };

    private static async Task<NoContent> ReconcileAsync(string mail, IGrainFactory grains)
    {
        await Room(grains, mail).Reconcile();
        return TypedResults.NoContent();
    }

    private static IRoomMailboxGrain Room(IGrainFactory grains, string mail) => grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(mail));
}
