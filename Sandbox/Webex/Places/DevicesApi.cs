using HybridCalendar.Sandbox.Devices;

namespace HybridCalendar.Sandbox.Webex;

/// <summary><c>/v1/devices</c>.</summary>
internal static class DevicesApi
{
    private const string Type = "roomdesk";
    private const string Software = "RoomOS 26.4.1 5b1c1a2c0d2";

    private static readonly string[] ConnectionStatuses =
        ["connected", "disconnected", "connected_with_issues", "offline_expired", "activating", "unknown", "offline_deep_sleep"];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/devices", List).WithMetadata(WebexScope.DevicesRead);
        app.MapGet("/v1/devices/{deviceId}", (DeviceFleet fleet, WebexDirectory directory, string deviceId) =>
            WebexJson.Ok(Shape(fleet.FindInCloud(deviceId) ?? throw WebexProblem.NotFound("device"), directory))).WithMetadata(WebexScope.DevicesRead);
    }

    private static IResult List(HttpContext context, DeviceFleet fleet, WebexDirectory directory)
    {
        var query = context.Request.Query;
        string? Get(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
        var status = Get("connectionStatus");
        if (status is not null && !ConnectionStatuses.Contains(status)) throw WebexProblem.BadRequest("connectionStatus is not a connection status.");
        var found = fleet.InCloud
            .Where(d => Get("workspaceId") is not { } w || d.WorkspaceId == w)
            .Where(d => Get("displayName") is not { } n || d.DisplayName.Equals(n, StringComparison.OrdinalIgnoreCase))
            .Where(d => Get("product") is not { } p || d.Product.Equals(p, StringComparison.OrdinalIgnoreCase))
            .Where(_ => Get("type") is null or Type)
            .Where(_ => Get("capability") is null or "xapi")
            .Where(_ => Get("permission") is null or "xapi" or "xapi:all")
            .Where(_ => Get("devicePlatform") is null or "cisco")
            // Places only: nobody's personal device is here, and none has a tag.
            .Where(_ => (Get("personId") ?? Get("tag")) is null)
            .Where(d => status is null || d.ConnectionStatus == status)
            .Select(d => Shape(d, directory));
        return WebexPaging.Page(context, found, 100, "start");
    }

    public static object Shape(SimulatedDevice device, WebexDirectory directory) => new
    {
        id = device.Id,
        webexDeviceId = device.Id,
        displayName = device.DisplayName,
        placeId = device.WorkspaceId,
        workspaceId = device.WorkspaceId,
        orgId = directory.OrganizationId,
        capabilities = new[] { "xapi" },
        permissions = new[] { "xapi:all" },
        connectionStatus = device.ConnectionStatus,
        product = device.Product,
        type = Type,
        tags = Array.Empty<string>(),
        software = Software,
        upgradeChannel = "stable",
        created = WebexJson.Timestamp(device.Created),
        errorCodes = Array.Empty<string>(),
        managedBy = "CUSTOMER",
        devicePlatform = "cisco",
        plannedMaintenance = "off",
    };
}
