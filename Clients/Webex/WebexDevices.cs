using System.Text.Json;
using System.Text.Json.Nodes;
using HybridCalendar.Clients.Json;

namespace HybridCalendar.Clients.Webex;

/// <inheritdoc cref="IWebexDevices"/>
internal sealed class WebexDevices(WebexSender sender) : IWebexDevices
{
    private const int MostPages = 100;
    private static readonly TimeSpan s_defaultWait = TimeSpan.FromSeconds(5);

    public async Task<DeliveryOutcome> PutBookingsAsync(string deviceId, string bookingsJson, CancellationToken cancel = default)
    {
        var body = new JsonObject
        {
            ["deviceId"] = deviceId,
            ["arguments"] = new JsonObject(),
            ["body"] = JsonNode.Parse(bookingsJson),
        };
        try
        {
            var request = new WebexRequest("bookings.put", HttpMethod.Post, "xapi/command/Bookings.Put", body) { Attempts = 1 };
            return await sender.SendAsync(request, (_, _) => DeliveryOutcome.Delivered, cancel);
        }
        catch (WebexException e) when (e.IsTransient)
        {
            return new DeliveryOutcome(DeliveryStatus.Busy, e.RetryAfter ?? s_defaultWait, e.Message);
        }
        catch (WebexException e) when (e.Error == WebexError.NotFound)
        {
            return new DeliveryOutcome(DeliveryStatus.DeviceUnknown, Reason: e.Message);
        }
        catch (WebexException e)
        {
            return new DeliveryOutcome(DeliveryStatus.Refused, Reason: e.Message);
        }
    }

    public Task<TimeSpan?> GetUptimeAsync(string deviceId, CancellationToken cancel = default)
    {
        var path = WebexRequest.Query("xapi/status", ("deviceId", deviceId), ("name", "SystemUnit.Uptime"));
        return sender.SendAsync(new WebexRequest("status.uptime", HttpMethod.Get, path) { Attempts = 1 }, ReadUptime, cancel);
    }

    private static TimeSpan? ReadUptime(JsonElement root, string? link) =>
        new LenientObject(root, "", []).Object("result").Object("SystemUnit").Integer("Uptime") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public Task<IReadOnlyList<WebexDevice>> ListDevicesAsync(CancellationToken cancel = default) =>
        ListAsync("devices.list", WebexRequest.Query("devices", ("capability", "xapi"), ("max", "100")), device => new WebexDevice(
            device.String("id") ?? "",
            device.String("displayName") ?? "",
            device.String("workspaceId") is { Length: > 0 } workspace ? workspace : null,
            device.String("product") ?? "",
            device.String("connectionStatus") is "connected" or "connected_with_issues"), cancel);

    public Task<IReadOnlyList<WebexWorkspace>> ListWorkspacesAsync(CancellationToken cancel = default) =>
        ListAsync("workspaces.list", WebexRequest.Query("workspaces", ("max", "100")), workspace =>
        {
            var calendar = workspace.Object("calendar");
            return new WebexWorkspace(
                workspace.String("id") ?? "",
                workspace.String("displayName") ?? "",
                calendar.String("type") ?? "none",
                calendar.String("emailAddress") is { Length: > 0 } address ? address : null);
        }, cancel);

    private async Task<IReadOnlyList<T>> ListAsync<T>(string operation, string path, Func<LenientObject, T> read, CancellationToken cancel)
    {
        var items = new List<T>();
        string? next = path;
        for (var page = 0; next is not null; page++)
        {
            if (page == MostPages)
                throw new WebexException(WebexError.Invalid, $"{operation}: the list does not end.");
            next = await sender.SendAsync(new WebexRequest(operation, HttpMethod.Get, next), (root, link) =>
            {
                items.AddRange(new LenientObject(root, "", []).Objects("items").Select(read));
                return link;
            }, cancel);
        }
        return items;
    }
}
