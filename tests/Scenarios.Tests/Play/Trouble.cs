using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Tokens;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>Switches faults on for single mailboxes and devices, so that scenarios beside one another have each their own.</summary>
internal sealed class Trouble(HttpClient sandbox)
{
    private static readonly (string Kind, string? Method, int? Count, double Probability)[] s_graph =
    [
        ("throttle", "GET", 2, 1), ("throttle", "PATCH", 2, 1), ("unavailable", "GET", 3, 1), ("unavailable", "PATCH", 2, 1), ("gatewayTimeout", "GET", 2, 1),
        ("preconditionFailed", "PATCH", 2, 1), ("lostAnswer", "PATCH", 2, 1), ("delay", null, 4, 1), ("loseNotification", null, null, 1),
        ("loseNotification", null, null, 0.5), ("duplicateNotification", null, null, 1), ("delayNotification", null, null, 0.7), ("reorderNotification", null, null, 0.5),
        ("notificationWithoutId", null, 3, 1), ("malformedNotification", null, 3, 1), ("createdAndUpdated", null, null, 1), ("vanishSubscription", null, 1, 1),
        ("missingExceptions", null, null, 1), ("missingExceptions", null, null, 0.5), ("notificationWithoutEvent", null, 3, 1), ("infinitePages", null, 2, 1), ("validationTimeout", null, 2, 1),
    ];

    private static readonly (string Kind, string Path, string Method)[] s_webex =
    [
        ("loseAnswer", "/v1/meetings", "POST"), ("503", "/v1/meetings", "POST"), ("loseAnswer", "/v1/meetings", "PATCH"), ("loseAnswer", "/v1/meetings", "DELETE"),
        ("503", "/v1/meetings", "DELETE"), ("loseAnswer", "/v1/rooms", "POST"), ("429", "/v1/meetingPreferences", "GET"),
    ];

    private static readonly string[] s_device = ["423", "429", "503", "drop", "loseAnswer"];
    private readonly ConcurrentDictionary<Cast, List<string>> _on = new();

    public bool IsOn(Cast cast) => _on.TryGetValue(cast, out var faults) && faults.Count > 0;

    /// <returns>What was switched on.</returns>
    public async Task<string> BeginAsync(Cast cast, Random dice)
    {
        var ids = _on.GetOrAdd(cast, _ => []);
        switch (dice.Next(13))
        {
            case 12:
                var host = cast.People[dice.Next(cast.People.Count)].Address;
                cast.WebexRefuses = true;
                return await WebexAsync(ids, new { kind = "400", path = "/v1/meetings", method = "PATCH", hostEmail = host, count = 1 }, $"400 for PATCH /v1/meetings of {host}");
            case >= 10:
                return await LoseSubscriptionAsync(cast, dice, ids);
            case < 7:
                var (kind, method, count, probability) = s_graph[dice.Next(s_graph.Length)];
                var mailboxes = cast.Mailboxes.ToList();
                var mailbox = mailboxes[dice.Next(mailboxes.Count)];
                await SendAsync(HttpMethod.Put, "sandbox/faults", new { id = $"{cast.Label}-{ids.Count}", kind, mailbox, method, count, probability, delayMs = 400, seed = dice.Next() });
                ids.Add($"sandbox/faults/{cast.Label}-{ids.Count}");
                return $"Graph's fault {kind} {method} for {mailbox}, {(count is null ? "any number of" : count)} times, probability {probability}";
            case < 9:
                var room = cast.Rooms[dice.Next(cast.Rooms.Count)];
                var busy = s_device[dice.Next(s_device.Length)];
                return await WebexAsync(ids, new { kind = busy, path = "/v1/xapi", deviceId = room.WebexDeviceId, count = 2, retryAfterSeconds = 1 }, $"{busy} for {room.DeviceName}");
            default:
                var (fault, path, verb) = s_webex[dice.Next(s_webex.Length)];
                return await WebexAsync(ids, new { kind = fault, path, method = verb, count = 1, retryAfterSeconds = 1 }, $"{fault} for {verb} {path}");
        }
    }

    /// <summary>Graph no longer lets the product use a person's mailbox, or does again. Others still may.</summary>
    public async Task SetAccessAsync(CastPerson who, bool isGiven)
    {
        var id = $"access-{who.Address}";
        who.IsRefused = !isGiven;
        if (!isGiven)
        {
            await SendAsync(HttpMethod.Put, "sandbox/faults", new { id, kind = "status", mailbox = who.Address, app = AppRegistration.Product().ClientId, status = 403, code = "ErrorAccessDenied" });
            return;
        }
        using var answer = await sandbox.DeleteAsync($"sandbox/faults/{Uri.EscapeDataString(id)}");
        answer.EnsureSuccessStatusCode();
    }

    public async Task<string> EndAsync(Cast cast)
    {
        if (!_on.TryRemove(cast, out var faults))
            return "passed over: no faults are on";
        foreach (var fault in faults)
        {
            using var answer = await sandbox.DeleteAsync(fault);
        }
        return "faults end";
    }

    /// <summary>Graph ends a subscription, with a word or without, or loses notifications and says so, or not even that.</summary>
    private async Task<string> LoseSubscriptionAsync(Cast cast, Random dice, List<string> ids)
    {
        var mailboxes = cast.Mailboxes.ToList();
        var mailbox = mailboxes[dice.Next(mailboxes.Count)];
        var all = await sandbox.GetFromJsonAsync<List<JsonElement>>("sandbox/subscriptions");
        var found = all!.FindAll(one => string.Equals(one.GetProperty("mailbox").GetString(), mailbox, StringComparison.OrdinalIgnoreCase));
        if (found.Count == 0)
            return $"passed over: {mailbox} has no subscription";
        var path = $"sandbox/subscriptions/{found[0].GetProperty("id").GetString()}";
        var what = dice.Next(6);
        if (what == 5)
        {
            // What is lost stays lost when the faults end: nobody else tells that the subscription is paused.
            await SendAsync(HttpMethod.Put, "sandbox/faults", new { kind = "loseLifecycle", mailbox, count = 1 });
            using var silenced = await sandbox.PostAsJsonAsync($"{path}/lifecycle", new { @event = "reauthorizationRequired", pause = true });
            return $"Graph wants the subscription of {mailbox} to be authorized again, tells of no change until then, and loses the word of it";
        }
        if (what == 4)
        {
            using var paused = await sandbox.PostAsJsonAsync($"{path}/lifecycle", new { @event = "reauthorizationRequired", pause = true });
            return $"Graph wants the subscription of {mailbox} to be authorized again, and tells of no change until then";
        }
        if (what < 2)
        {
            using var removed = await sandbox.DeleteAsync($"{path}?silent={(what == 0 ? "true" : "false")}");
            return $"Graph removes the subscription of {mailbox}{(what == 0 ? " without a word" : "")}";
        }
        await SendAsync(HttpMethod.Put, "sandbox/faults", new { id = $"{cast.Label}-{ids.Count}", kind = "loseNotification", mailbox, probability = 1 });
        ids.Add($"sandbox/faults/{cast.Label}-{ids.Count}");
        if (what == 2)
            return $"Graph loses the notifications of {mailbox}, and does not say so";
        using var told = await sandbox.PostAsJsonAsync($"{path}/lifecycle", new { @event = "missed" });
        return $"Graph loses the notifications of {mailbox}, and says early that it missed some";
    }

    private async Task<string> WebexAsync(List<string> ids, object fault, string what)
    {
        var made = await SendAsync(HttpMethod.Post, "sandbox/webex/faults", fault);
        ids.Add($"sandbox/webex/faults/{made.GetProperty("id").GetInt32()}");
        return $"Webex's fault {what}";
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, body.GetType()) };
        using var answer = await sandbox.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
