using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Users;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Timelines;
using HybridCalendar.Grains.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Api;

/// <summary>Schedulers.</summary>
internal static class UsersApi
{
    public static void MapUsers(this RouteGroupBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Users");
        users.MapGet("", ListAsync).WithSummary("The users that were set up, ordered by mail address.")
            .WithDescription("`search` is a part of the name or address; `problems=true` leaves those whose mailbox has one.");
        users.MapUserFiles();
        users.MapGet("/{mail}", GetAsync)
            .WithSummary("A user's settings; the defaults for somebody who was never set up.")
            .WithDescription("The answer has an ETag.");
        users.MapPut("/{mail}", PutAsync)
            .Does("user.set")
            .WithSummary("Sets a user up, changes or disables him.")
            .WithDescription(
                "Enabling subscribes to the mailbox and reads it; what stands in the way shows in the status. With `If-Match` and the ETag of a read, "
                + "412 when somebody else changed it since.")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        users.MapDelete("/{mail}", RemoveAsync)
            .Does("user.removed")
            .WithSummary("Removes a user: his mailbox is no longer watched, and he leaves all lists.")
            .WithDescription(
                "Join details that stand in his invitations stay; rooms go on with what their own calendars say. With `If-Match` and the ETag of a read, 412 when "
                + "somebody else changed him since.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        users.MapGet("/{mail}/status", (string mail, IGrainFactory grains) => User(grains, mail).GetStatus())
            .WithSummary("How the user's mailbox is doing: what is set wrong there, since when, and the command that mends it.");
        users.MapGet("/{mail}/timeline", async (string mail, IGrainFactory grains, HttpRequest request) =>
                (await User(grains, mail).GetTimeline()).Entries.In(AdminTexts.Of(request).Language))
            .WithSummary("What was seen, decided and done for the user's mailbox, oldest first.");
        users.MapPost("/{mail}/reconcile", ReconcileAsync)
            .Does("user.readAgain")
            .WithSummary("Reads the user's whole calendar again, now.")
            .ProducesProblem(StatusCodes.Status502BadGateway).ProducesProblem(StatusCodes.Status504GatewayTimeout);
    }

    private static Task<Page<UserRow>> ListAsync(Catalog catalog, string? search, bool? problems, string? after, int? top) => Page<UserRow>.ReadAsync(
        top, size => catalog.ListUsersAsync(after, size, string.IsNullOrWhiteSpace(search) ? null : search.Trim(), problems ?? false), row => row.Mail);

    private static async Task<Ok<UserSettings>> GetAsync(string mail, IGrainFactory grains, EntityTags tags, HttpResponse response) =>
        tags.Answer(await User(grains, mail).GetSettings(), response);

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> PutAsync(
        string mail, UserSettings settings, IGrainFactory grains, EntityTags tags, HttpRequest request, AuditTrail trail)
    {
        var read = EntityTags.IsForAny(request.Headers.IfMatch) ? null : await User(grains, mail).GetSettings();
        if (!tags.Allows(request.Headers.IfMatch, read))
            return EntityTags.Stale();
        var save = await UserEditor.SaveAsync(User(grains, mail), settings, read, trail);
        return save.Problems.Any ? save.Problems.ToResult() : save.IsStale ? EntityTags.Stale() : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string mail, IGrainFactory grains, EntityTags tags, HttpRequest request, AuditTrail trail)
    {
        var settings = await User(grains, mail).GetSettings();
        if (!tags.Allows(request.Headers.IfMatch, settings))
            return EntityTags.Stale();
        trail.Note(settings, null);
        return await User(grains, mail).Remove()
            ? TypedResults.NoContent()
            : TypedResults.Problem("There is no such user.", statusCode: StatusCodes.Status404NotFound);
    }

    private static async Task<NoContent> ReconcileAsync(string mail, IGrainFactory grains)
    {
        await User(grains, mail).Reconcile();
        return TypedResults.NoContent();
    }

    private static IUserGrain User(IGrainFactory grains, string mail) => grains.GetGrain<IUserGrain>(GrainKeys.User(mail));
}
