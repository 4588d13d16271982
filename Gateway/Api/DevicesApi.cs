using System.Text.Json;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Devices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Api;

/// <summary>Room devices.</summary>
internal static class DevicesApi
{
    public static void MapApiDevices(this RouteGroupBuilder api)
    {
        var devices = api.MapGroup("/devices").WithTags("Devices");
        devices.MapGet("", ListAsync).WithSummary("The devices that were set up, ordered by id.")
            .WithDescription(
                "`workspace` is a mail address; `search` is a part of the id or name; `problems=true` leaves those that do not take their list, and panels in "
                + "workspaces that are not connected (`isAway`).");
        devices.MapGet("/{id}", GetAsync).WithSummary("A device, the list that it must show, and what it confirmed.").ProducesProblem(StatusCodes.Status404NotFound);
        devices.MapPut("/{id}", PutAsync).Does("device.set").WithSummary("Sets a device up or changes it.")
            .WithDescription("With `If-Match` and the ETag of a read, 412 when somebody else changed it since.")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        devices.MapDelete("/{id}", RemoveAsync)
            .Does("device.removed")
            .WithSummary("Removes a device that stands in no workspace; its token counts no more and its stream ends.")
            .WithDescription("With `If-Match` and the ETag of a read, 412 when somebody else changed it since.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        devices.MapPost("/{id}/revoke", RevokeAsync)
            .Does("device.revoked")
            .WithSummary("Takes a device's token and activation code away, such as of a panel that was stolen; its stream ends.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        devices.MapPost("/{id}/activation-code", MakeCodeAsync)
            .Does("device.code")
            .WithSummary("Makes a code that links a device or panel; it works once and voids the one before.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>A device as an administrator sees it.</summary>
    /// <param name="Settings">What was set.</param>
    /// <param name="ListVersion">The version of the list that it must show; 0 when there was none yet.</param>
    /// <param name="List">The list, RoomOS Bookings Put JSON.</param>
    /// <param name="ConfirmedVersion">The version that it confirmed.</param>
    /// <param name="ConfirmedAt">When it did, UTC.</param>
    /// <param name="Subscribers">How many streams are open.</param>
    /// <param name="IsActivated">Whether it has traded a code for a token.</param>
    /// <param name="Problem">Why the last delivery failed; null when it did not.</param>
    internal sealed record DeviceView(
        DeviceSettings Settings, long ListVersion, JsonElement List, long ConfirmedVersion, DateTimeOffset? ConfirmedAt, int Subscribers,
        bool IsActivated, string? Problem);

    private static Task<Page<DeviceRow>> ListAsync(Catalog catalog, TimeProvider time, string? workspace, string? search, bool? problems, string? after, int? top)
    {
        var wanted = new DeviceSearch
        {
            Workspace = workspace is null ? null : GrainKeys.Normalize(workspace),
            Text = string.IsNullOrWhiteSpace(search) ? null : search.Trim(),
            OnlyProblems = problems ?? false,
        };
        return Page<DeviceRow>.ReadAsync(top, size => catalog.ListDevicesAsync(wanted, time.GetUtcNow(), after, size), row => row.Id);
    }

    private static async Task<Results<Ok<DeviceView>, ProblemHttpResult>> GetAsync(string id, IGrainFactory grains, EntityTags tags, HttpResponse response)
    {
        if (await Device(grains, id).GetStatus() is not { } status)
            return Missing();
        response.Headers.ETag = tags.Of(status.Settings);
        using var list = JsonDocument.Parse(status.List.BookingsJson);
        return TypedResults.Ok(new DeviceView(
            status.Settings, status.List.Version, list.RootElement.Clone(), status.ConfirmedVersion, status.ConfirmedAt, status.Subscribers,
            status.IsActivated, status.Problem));
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> PutAsync(
        string id, DeviceSettings settings, IGrainFactory grains, EntityTags tags, HttpRequest request, AuditTrail trail)
    {
        var problems = FindProblems(settings);
        if (problems.Any)
            return problems.ToResult();
        var current = (await Device(grains, id).GetStatus())?.Settings;
        if (!tags.Allows(request.Headers.IfMatch, current))
            return EntityTags.Stale();
        trail.Note(current, settings);
        if (EntityTags.IsForAny(request.Headers.IfMatch))
            await Device(grains, id).Configure(settings);
        else if (!await Device(grains, id).ConfigureFrom(current, settings))
            return EntityTags.Stale();
        return TypedResults.NoContent();
    }

    /// <param name="settings">All that is to hold.</param>
    /// <param name="nameField">What the field of the name is called.</param>
    internal static Problems FindProblems(DeviceSettings settings, string nameField = "displayName") => new Problems()
        .RequireName(settings.DisplayName, nameField)
        .Require(
            settings.Link != DeviceLink.WebexCloud || !string.IsNullOrWhiteSpace(settings.WebexDeviceId),
            "webexDeviceId", "is required for a device that is reached through the Webex cloud.");

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(string id, IGrainFactory grains) =>
        await Device(grains, id).Revoke() ? TypedResults.NoContent() : Missing();

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string id, IGrainFactory grains, Catalog catalog, EntityTags tags, HttpRequest request, AuditTrail trail)
    {
        if (await catalog.FindWorkspaceOfDeviceAsync(id) is { } workspace)
        {
            return TypedResults.Problem(
                $"The device stands in the workspace {workspace}. Take it out of that one first.", statusCode: StatusCodes.Status409Conflict,
                extensions: new Dictionary<string, object?> { ["workspace"] = workspace });
        }
        var current = (await Device(grains, id).GetStatus())?.Settings;
        if (!tags.Allows(request.Headers.IfMatch, current))
            return EntityTags.Stale();
        trail.Note(current, null);
        return await Device(grains, id).Remove() ? TypedResults.NoContent() : Missing();
    }

    private static async Task<Results<Ok<ActivationCode>, ProblemHttpResult>> MakeCodeAsync(string id, IGrainFactory grains) =>
        await Device(grains, id).GetStatus() is null ? Missing() : TypedResults.Ok(await Device(grains, id).CreateActivationCode());

    private static ProblemHttpResult Missing() =>
        TypedResults.Problem("There is no such device; make it with PUT /api/devices/{id}.", statusCode: StatusCodes.Status404NotFound);

    private static IDeviceGrain Device(IGrainFactory grains, string id) => grains.GetGrain<IDeviceGrain>(GrainKeys.Device(id));
}
