using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary>Does with the admin API what a person does who sets the product up.</summary>
public sealed class Administrator : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http;

    public Administrator(Uri gateway, string key)
    {
        Key = key;
        _http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>The local administrator key.</summary>
    public string Key { get; }

    /// <summary>Adds the small world's devices, workspaces and users, and waits until their mailboxes are watched.</summary>
    public async Task SetUpAsync(CancellationToken cancellationToken)
    {
        await PutAsync($"api/devices/{Playground.PanelId}", new { displayName = SandboxWorld.RilaPanel, link = "gateway" }, cancellationToken);
        foreach (var room in SandboxWorld.Rooms)
            await SetUpRoomAsync(room, cancellationToken);
        foreach (var person in SandboxWorld.People)
            await PutAsync($"api/users/{person.Address}", new { displayName = person.Name, enabled = true }, cancellationToken);
        var mailboxes = SandboxWorld.Rooms.Select(room => $"api/workspaces/{room.Address}/status")
            .Concat(SandboxWorld.People.Select(person => $"api/users/{person.Address}/status"));
        foreach (var mailbox in mailboxes)
            await WaitUntilWatchedAsync(mailbox, cancellationToken);
    }

    /// <summary>Adds the room that is on premises, says which TMS system stands in it, and waits until its mailbox is watched.</summary>
    public async Task SetUpPremisesAsync(CancellationToken cancellationToken)
    {
        var room = SandboxPremises.Vitosha;
        await PutAsync($"api/tms-rooms/{room.Address}", new { systemId = room.SystemId, systemName = room.Name }, cancellationToken);
        await PutAsync($"api/workspaces/{room.Address}", new { displayName = room.Name, calendarEnabled = true, devices = Array.Empty<string>() }, cancellationToken);
        await WaitUntilWatchedAsync($"api/workspaces/{room.Address}/status", cancellationToken);
    }

    /// <summary>Begins the registration of a connector.</summary>
    /// <param name="host">Name of its machine.</param>
    /// <param name="displayName">For people.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The token that it registers with.</returns>
    public async Task<string> BeginConnectorAsync(string host, string displayName, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync("api/connectors", new { host, displayName }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!["token"]!.GetValue<string>();
    }

    /// <summary>Changes one of the organization's settings.</summary>
    public async Task ChangeOrganizationAsync(string setting, JsonNode value, CancellationToken cancellationToken)
    {
        var settings = (await _http.GetFromJsonAsync<JsonObject>("api/organization", cancellationToken))!;
        settings[setting] = value;
        using var request = new HttpRequestMessage(HttpMethod.Put, "api/organization") { Content = JsonContent.Create(settings) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{settings["version"]}\"");
        using var answer = await _http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A code that links a device; it works once.</summary>
    public async Task<string> CreateActivationCodeAsync(string deviceId, CancellationToken cancellationToken = default)
    {
        using var answer = await _http.PostAsync($"api/devices/{deviceId}/activation-code", null, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!["code"]!.GetValue<string>();
    }

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken = default) =>
        _http.GetFromJsonAsync<JsonElement>(path, cancellationToken);

    public async Task PutAsync(string path, object body, CancellationToken cancellationToken = default)
    {
        using var answer = await _http.PutAsJsonAsync(path, body, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"PUT {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    public void Dispose() => _http.Dispose();

    private async Task SetUpRoomAsync(WorldRoom room, CancellationToken cancellationToken)
    {
        var id = SlugOf(room.Device);
        await PutAsync(
            $"api/devices/{id}",
            new { displayName = room.Device, link = "webexCloud", webexDeviceId = SandboxWorld.DeviceId(room) },
            cancellationToken);
        string[] devices = room == SandboxWorld.Rila ? [id, Playground.PanelId] : [id];
        await PutAsync($"api/workspaces/{room.Address}", new { displayName = room.Name, calendarEnabled = true, devices }, cancellationToken);
    }

    private async Task WaitUntilWatchedAsync(string path, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(s_deadline);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            var status = await GetAsync(path, deadline.Token);
            if (IsSet(status, "subscribedUntil") && IsSet(status, "lastReconciled"))
                return;
        }
        while (await ticks.WaitForNextTickAsync(deadline.Token));
    }

    private static bool IsSet(JsonElement status, string name) =>
        status.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private static string SlugOf(string name) => name.ToLowerInvariant().Replace(' ', '-');
}
