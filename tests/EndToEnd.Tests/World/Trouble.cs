using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Tokens;

namespace HybridCalendar.EndToEnd.Tests.World;

/// <summary>The Sandbox's switches and counters, over HTTP.</summary>
internal sealed class Trouble(Uri sandbox) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = sandbox };

    /// <summary>Switches a fault of Graph on.</summary>
    public async Task GraphAsync(
        string kind, string? mailbox = null, string? method = null, string? path = null, int? count = null, int delayMs = 1000,
        int? retryAfterSeconds = 1, double probability = 1, int seed = 1, string? app = null) =>
        await _http.CallAsync(HttpMethod.Put, "sandbox/faults", new { kind, mailbox, app, method, path, count, delayMs, retryAfterSeconds, probability, seed });

    /// <summary>Graph answers whatever is asked of a mailbox, or only what a method or a text in the path tells, with an error.</summary>
    public async Task GraphStatusAsync(string mailbox, int status, string code, string? method = null, string? path = null) =>
        await _http.CallAsync(HttpMethod.Put, "sandbox/faults", new { kind = "status", mailbox, method, path, status, code });

    /// <summary>Graph answers whatever is asked of one event with an error.</summary>
    public async Task GraphEventStatusAsync(string eventId, int status, string code) =>
        await _http.CallAsync(HttpMethod.Put, "sandbox/faults", new { kind = "status", path = eventId, status, code });

    /// <summary>The product's writes to an event wait at Graph until the fault is removed.</summary>
    /// <returns>The fault's id.</returns>
    public async Task<string> HoldWritesAsync(string eventId) =>
        (await _http.CallAsync(HttpMethod.Put, "sandbox/faults", new { kind = "hold", method = "PATCH", path = eventId, app = AppRegistration.Product().ClientId }))
            [0].GetProperty("id").GetString()!;

    /// <summary>One fault of Graph is over.</summary>
    public Task EndAsync(string fault) => _http.CallAsync(HttpMethod.Delete, $"sandbox/faults/{fault}");

    /// <summary>How often the faults of Graph have struck.</summary>
    public async Task<int> GraphStrikesAsync() =>
        (await _http.CallAsync(HttpMethod.Get, "sandbox/faults")).EnumerateArray().Sum(fault => fault.GetProperty("strikes").GetInt32());

    /// <summary>Switches a fault of Webex on.</summary>
    public async Task WebexAsync(
        string kind, string? path = null, string? method = null, string? deviceId = null, int? count = null, int? retryAfterSeconds = null) =>
        await _http.CallAsync(HttpMethod.Post, "sandbox/webex/faults", new { kind, path, method, deviceId, count, retryAfterSeconds });

    public async Task<int> WebexHitsAsync() =>
        (await _http.CallAsync(HttpMethod.Get, "sandbox/webex/faults")).GetProperty("faults").EnumerateArray().Sum(fault => fault.GetProperty("hits").GetInt32());

    /// <summary>All faults are over.</summary>
    public async Task EndAsync()
    {
        await _http.CallAsync(HttpMethod.Delete, "sandbox/faults");
        await _http.CallAsync(HttpMethod.Delete, "sandbox/webex/faults");
    }

    /// <summary>Calls of the product to Graph, by route such as <c>PATCH users/*/events/*</c>.</summary>
    public async Task<long> CallsAsync(string route)
    {
        var calls = (await _http.CallAsync(HttpMethod.Get, "sandbox/calls")).GetProperty("byApp");
        return calls.TryGetProperty(AppRegistration.Product().ClientId, out var ours) && ours.TryGetProperty(route, out var count) ? count.GetInt64() : 0;
    }

    /// <summary>What Graph counted under a name such as <c>notificationsLostOnPurpose</c>.</summary>
    public async Task<long> EventsAsync(string name) =>
        (await _http.CallAsync(HttpMethod.Get, "sandbox/calls")).GetProperty("events").TryGetProperty(name, out var count) ? count.GetInt64() : 0;

    /// <summary>Waits until Graph has told all that it has to tell.</summary>
    public Task AllIsToldAsync() => Deadline.WaitAsync(async () =>
        await EventsAsync("notificationsDelivered") >= await EventsAsync("notifications") - await EventsAsync("notificationsLostOnPurpose") ? null : "Graph is still telling.");

    public Task ForgetCallsAsync() => _http.CallAsync(HttpMethod.Delete, "sandbox/calls");

    /// <summary>The ids of a mailbox's subscriptions.</summary>
    public async Task<IReadOnlyList<string>> SubscriptionsAsync(string mailbox) =>
    [
        .. (await _http.CallAsync(HttpMethod.Get, "sandbox/subscriptions")).EnumerateArray()
            .Where(subscription => subscription.GetProperty("mailbox").GetString() == mailbox)
            .Select(subscription => subscription.GetProperty("id").GetString()!),
    ];

    public async Task<bool> IsPausedAsync(string subscription) =>
        (await _http.CallAsync(HttpMethod.Get, "sandbox/subscriptions")).EnumerateArray()
            .Single(known => known.GetProperty("id").GetString() == subscription).GetProperty("isPaused").GetBoolean();

    /// <summary>Graph sends a lifecycle event: missed, reauthorizationRequired or subscriptionRemoved.</summary>
    public Task LifecycleAsync(string subscription, string lifecycleEvent, bool pause = false) =>
        _http.CallAsync(HttpMethod.Post, $"sandbox/subscriptions/{subscription}/lifecycle", new { @event = lifecycleEvent, pause });

    public Task SetPolicyAsync(string room, object policy) => _http.CallAsync(HttpMethod.Put, $"sandbox/mailboxes/{room}/policy", policy);

    /// <summary>The Webex meetings of this title that were made and not deleted.</summary>
    public async Task<IReadOnlyList<JsonElement>> WebexMeetingsAsync(string title) =>
    [
        .. (await _http.CallAsync(HttpMethod.Get, "sandbox/webex/meetings")).EnumerateArray().Where(made => made.GetProperty("title").GetString() == title),
    ];

    public async Task<IReadOnlyList<JsonElement>> WebexSpacesAsync(string title) =>
    [
        .. (await _http.CallAsync(HttpMethod.Get, "sandbox/webex/spaces")).EnumerateArray().Where(made => made.GetProperty("title").GetString() == title),
    ];

    /// <summary>What people and accidents do to a device: hangup, reboot, connect, disconnect.</summary>
    public Task DeviceAsync(string deviceId, string what) => _http.CallAsync(HttpMethod.Post, $"sandbox/devices/{deviceId}/{what}");

    public void Dispose() => _http.Dispose();
}
