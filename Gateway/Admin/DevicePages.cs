using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Devices;
using HybridCalendar.Gateway.Reports;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Devices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Admin;

/// <summary>The pages of devices, also of those that stand in no workspace: list, one device.</summary>
internal static class DevicePages
{
    public static void MapDevicePages(this RouteGroupBuilder pages)
    {
        var devices = pages.MapGroup("/devices");
        devices.MapGet("", ListAsync);
        devices.MapGet("/{id}", ShowAsync);
        devices.MapPost("/{id}", SaveAsync).Does("device.set");
        devices.MapPost("/{id}/revoke", RevokeAsync).Does("device.revoked");
        devices.MapPost("/{id}/remove", RemoveAsync).Does("device.removed");
    }

    private static async Task<RazorComponentResult> ListAsync(Catalog catalog, TimeProvider time, string? search, bool? problems, string? removed, string? after)
    {
        var wanted = new DeviceSearch { Text = Trim(search), OnlyProblems = problems ?? false };
        var page = await Page<DeviceRow>.ReadAsync(null, size => catalog.ListDevicesAsync(wanted, time.GetUtcNow(), after, size), row => row.Id);
        return new RazorComponentResult<DevicesPage>(new { Rows = page.Items, page.Next, Search = wanted.Text, wanted.OnlyProblems, Removed = Trim(removed) });
    }

    private static async Task<IResult> ShowAsync(string id, bool? saved, bool? revoked, IGrainFactory grains, Catalog catalog, EntityTags tags) =>
        await ReadAsync(id, grains, catalog, tags) is { } view
            ? Page(view with { IsSaved = saved ?? false, IsRevoked = revoked ?? false })
            : TypedResults.NotFound();

    private static async Task<IResult> SaveAsync(string id, HttpContext context, IGrainFactory grains, Catalog catalog, EntityTags tags, AuditTrail trail)
    {
        if (await ReadAsync(id, grains, catalog, tags) is not { } view)
            return TypedResults.NotFound();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var typed = new DeviceSettings
        {
            DisplayName = Trim(form["displayName"]) ?? "",
            Link = form["link"] == nameof(DeviceLink.WebexCloud) ? DeviceLink.WebexCloud : DeviceLink.Gateway,
            WebexDeviceId = Trim(form["webexDeviceId"]),
        };
        var problems = DevicesApi.FindProblems(typed);
        if (problems.Any)
            return Page(view with { Settings = typed, Problems = problems.ByField });
        if (!tags.Allows(form["version"], view.Status.Settings))
            return Page(view with { Settings = typed, IsStale = true });
        trail.Note(view.Status.Settings, typed);
        return await Device(grains, id).ConfigureFrom(view.Status.Settings, typed)
            ? TypedResults.LocalRedirect($"{PathOf(id)}?saved=true")
            : await ReadAsync(id, grains, catalog, tags) is { } now ? Page(now with { Settings = typed, IsStale = true }) : TypedResults.NotFound();
    }

    private static async Task<IResult> RevokeAsync(string id, IGrainFactory grains) =>
        DeviceIds.IsValid(id) && await Device(grains, id).Revoke() ? TypedResults.LocalRedirect($"{PathOf(id)}?revoked=true") : TypedResults.NotFound();

    private static async Task<IResult> RemoveAsync(string id, IGrainFactory grains, Catalog catalog, EntityTags tags, AuditTrail trail, AdminTexts texts)
    {
        if (await ReadAsync(id, grains, catalog, tags) is not { } view)
            return TypedResults.NotFound();
        if (view.Workspace is { } workspace)
            return Page(view with { Refusal = texts.Format("device.placed", workspace) });
        trail.Note(view.Status.Settings, null);
        await Device(grains, id).Remove();
        return TypedResults.LocalRedirect($"/admin/devices?removed={Uri.EscapeDataString(id)}");
    }

    private static async Task<DevicePageView?> ReadAsync(string id, IGrainFactory grains, Catalog catalog, EntityTags tags) =>
        DeviceIds.IsValid(id) && await Device(grains, id).GetStatus() is { } status
            ? new DevicePageView(id, status, await DeviceReports.ReadAsync(grains, id), await catalog.FindWorkspaceOfDeviceAsync(id), tags.Of(status.Settings))
            : null;

    private static RazorComponentResult<DevicePage> Page(DevicePageView view) => new(new { View = view })
    {
        StatusCode = view.Refusal is null && !view.IsStale && view.Problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
    };

    private static IDeviceGrain Device(IGrainFactory grains, string id) => grains.GetGrain<IDeviceGrain>(GrainKeys.Device(id));

    private static string PathOf(string id) => $"/admin/devices/{Uri.EscapeDataString(id)}";

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
