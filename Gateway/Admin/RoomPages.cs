using System.Collections.Immutable;
using System.Globalization;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Devices;
using HybridCalendar.Gateway.Reports;
using HybridCalendar.Gateway.Workspaces;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Rooms;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Admin;

/// <summary>The pages of workspaces: list, one workspace with its settings and devices.</summary>
internal static class RoomPages
{
    public static void MapRoomPages(this RouteGroupBuilder pages)
    {
        var rooms = pages.MapGroup("/rooms");
        rooms.MapGet("", ListAsync);
        rooms.MapGet("/open", Open);
        rooms.MapGet("/{mail}", ShowAsync);
        rooms.MapPost("/{mail}", SaveAsync).Does("workspace.set");
        rooms.MapPost("/{mail}/remove", RemoveAsync).Does("workspace.removed");
        rooms.MapPost("/{mail}/move", MoveAsync).Does("workspace.moved");
        rooms.MapPost("/{mail}/reconcile", ReconcileAsync).Does("workspace.readAgain");
        rooms.MapPost("/{mail}/devices", AddDeviceAsync).Does("workspace.set");
        rooms.MapPost("/{mail}/devices/{id}/remove", RemoveDeviceAsync).Does("workspace.set");
        rooms.MapPost("/{mail}/devices/{id}/code", MakeCodeAsync).Does("device.code");
    }

    private static async Task<RazorComponentResult> ListAsync(Catalog catalog, string? search, bool? problems, string? removed, string? after)
    {
        var page = await Page<WorkspaceRow>.ReadAsync(
            null, size => catalog.ListWorkspacesAsync(after, size, Trim(search), problems ?? false), row => row.Mail);
        return new RazorComponentResult<RoomsPage>(new { Rows = page.Items, page.Next, Search = Trim(search), OnlyProblems = problems ?? false, Removed = Trim(removed) });
    }

    /// <summary>Whatever has a mail address has a page, on which it is set up.</summary>
    private static RedirectHttpResult Open(string? mail) => TypedResults.LocalRedirect(
        mail is not null && MailAddress.FindProblem(GrainKeys.Normalize(mail)) is null
            ? PathOf(GrainKeys.Normalize(mail)) : $"/admin/rooms?search={Uri.EscapeDataString(mail ?? "")}");

    private static async Task<IResult> ShowAsync(string mail, bool? read, bool? saved, RoomPageReader pages) => MailAddress.FindProblem(mail) is null
        ? Page(await pages.ReadAsync(mail) with { IsReading = read ?? false, IsSaved = saved ?? false })
        : TypedResults.NotFound();

    private static async Task<IResult> SaveAsync(string mail, HttpContext context, RoomPageReader pages, WorkspaceEditor editor)
    {
        if (MailAddress.FindProblem(mail) is not null)
            return TypedResults.NotFound();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var save = await editor.ChangeAsync(mail, current => Read(form, current), form["version"]);
        if (save.IsDone)
            return TypedResults.LocalRedirect($"{PathOf(mail)}?saved=true");
        var view = await pages.ReadAsync(mail);
        return Page(view with { Settings = Read(form, view.Settings), Problems = save.Problems.ByField, Refusal = Refusal(save) });
    }

    private static async Task<IResult> RemoveAsync(string mail, WorkspaceEditor editor)
    {
        if (MailAddress.FindProblem(mail) is not null || (await editor.RemoveAsync(mail, ifMatch: null)).IsMissing)
            return TypedResults.NotFound();
        return TypedResults.LocalRedirect($"/admin/rooms?removed={Uri.EscapeDataString(GrainKeys.Normalize(mail))}");
    }

    private static async Task<IResult> MoveAsync(string mail, HttpContext context, RoomPageReader pages, WorkspaceEditor editor)
    {
        if (MailAddress.FindProblem(mail) is not null)
            return TypedResults.NotFound();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var mailbox = form["mailbox"].ToString().Trim();
        var save = await editor.MoveAsync(mail, mailbox, form["version"]);
        return save.IsDone ? TypedResults.LocalRedirect($"{PathOf(GrainKeys.Normalize(mailbox))}?saved=true")
            : save.IsMissing ? TypedResults.NotFound()
            : Page(await pages.ReadAsync(mail) with { NewMailbox = mailbox, Problems = save.Problems.ByField, Refusal = Refusal(save) });
    }

    private static async Task<IResult> ReconcileAsync(string mail, RoomPageReader pages)
    {
        if (MailAddress.FindProblem(mail) is not null)
            return TypedResults.NotFound();
        await pages.Room(mail).Reconcile();
        return TypedResults.LocalRedirect($"{PathOf(mail)}?read=true");
    }

    /// <summary>A device that is new is made; one that there is already comes into this workspace as it is, whatever else was typed.</summary>
    private static async Task<IResult> AddDeviceAsync(
        string mail, HttpContext context, RoomPageReader pages, WorkspaceEditor editor, Catalog catalog, IGrainFactory grains, AuditTrail trail)
    {
        if (MailAddress.FindProblem(mail) is not null)
            return TypedResults.NotFound();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var typed = new NewDevice(form["deviceId"].ToString().Trim(), new DeviceSettings
        {
            DisplayName = Trim(form["deviceName"]) ?? "",
            Link = form["link"] == nameof(DeviceLink.WebexCloud) ? DeviceLink.WebexCloud : DeviceLink.Gateway,
            WebexDeviceId = Trim(form["webexDeviceId"]),
        });
        var device = DeviceIds.IsValid(typed.Id) ? grains.GetGrain<IDeviceGrain>(GrainKeys.Device(typed.Id)) : null;
        var isNew = device is null || await device.GetStatus() is null;
        var problems = (isNew ? DevicesApi.FindProblems(typed.Settings, "deviceName") : new Problems())
            .Require(device is not null, "deviceId", "is 1 to 200 letters, digits, dots, dashes or underscores.");
        if (device is null || problems.Any)
            return Page(await pages.ReadAsync(mail) with { NewDevice = typed, Problems = problems.ByField });
        if (await catalog.FindWorkspaceOfDeviceAsync(typed.Id) is { } other && other != GrainKeys.Normalize(mail))
        {
            var taken = new WorkspaceSave(problems, new WorkspaceConflict(other, typed.Id));
            return Page(await pages.ReadAsync(mail) with { NewDevice = typed, Refusal = Refusal(taken) });
        }
        if (isNew)
            await MakeDeviceAsync(device, typed, trail);
        var save = await editor.ChangeAsync(mail, current => current with { Devices = [.. current.Devices.Union([typed.Id])] });
        return save.IsDone
            ? TypedResults.LocalRedirect($"{PathOf(mail)}?saved=true#devices")
            : Page(await pages.ReadAsync(mail) with { NewDevice = typed, Problems = save.Problems.ByField, Refusal = Refusal(save) });
    }

    private static async Task MakeDeviceAsync(IDeviceGrain device, NewDevice typed, AuditTrail trail)
    {
        trail.Note<DeviceSettings>(null, typed.Settings, typed.Id, "device.set");
        // Somebody else may just have made it.
        if (await device.ConfigureFrom(null, typed.Settings))
            trail.Done();
        else
            trail.Undone();
    }

    private static async Task<IResult> RemoveDeviceAsync(string mail, string id, RoomPageReader pages, WorkspaceEditor editor)
    {
        if (MailAddress.FindProblem(mail) is not null)
            return TypedResults.NotFound();
        var save = await editor.ChangeAsync(mail, current => current with { Devices = current.Devices.Remove(id) });
        return save.IsDone
            ? TypedResults.LocalRedirect($"{PathOf(mail)}?saved=true#devices")
            : Page(await pages.ReadAsync(mail) with { Problems = save.Problems.ByField, Refusal = Refusal(save) });
    }

    /// <summary>The code is in this answer alone: nobody can ask for it again.</summary>
    private static async Task<IResult> MakeCodeAsync(string mail, string id, RoomPageReader pages, IGrainFactory grains)
    {
        if (MailAddress.FindProblem(mail) is not null || !DeviceIds.IsValid(id) || await grains.GetGrain<IDeviceGrain>(GrainKeys.Device(id)).GetStatus() is null)
            return TypedResults.NotFound();
        var code = await grains.GetGrain<IDeviceGrain>(GrainKeys.Device(id)).CreateActivationCode();
        return Page(await pages.ReadAsync(mail) with { Code = new ShownCode(id, code.Code, code.ExpiresAt) });
    }

    private static WorkspaceSettings Read(IFormCollection form, WorkspaceSettings current) => current with
    {
        DisplayName = Trim(form["displayName"]) ?? "",
        CalendarEnabled = form["calendarEnabled"] == "true",
        StartBufferMinutes = ReadMinutes(form["startBufferMinutes"]),
        EndBufferMinutes = ReadMinutes(form["endBufferMinutes"]),
        TitleMasking = FormChoice.Read<TitleMasking>(form["titleMasking"]),
    };

    /// <summary>What is no number is told to be none that can be.</summary>
    private static int? ReadMinutes(string? text) =>
        Trim(text) is not { } given ? null : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : -1;

    private static string? Refusal(WorkspaceSave save) => save.IsStale ? "stale" : save.ConflictText;

    private static RazorComponentResult<RoomReportPage> Page(RoomPageView view) => new(new { View = view })
    {
        StatusCode = view.Refusal is null && view.Problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
    };

    private static string PathOf(string mail) => $"/admin/rooms/{Uri.EscapeDataString(mail)}";

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
