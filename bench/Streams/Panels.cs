using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Bench.Change;

namespace HybridCalendar.Bench.Streams;

/// <summary>The panels of the first rooms, each with a stream of its own to one of the gateways.</summary>
internal sealed class Panels : IAsyncDisposable
{
    private static readonly TimeSpan s_longestOpening = TimeSpan.FromMinutes(5);
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Panel[] _panels;
    private readonly Task _streams;

    private Panels(IReadOnlyList<Uri> gateways, string[] tokens)
    {
        _panels = [.. tokens.Select((token, room) => new Panel(_http, gateways, room, token))];
        _streams = Task.WhenAll(_panels.Select(panel => panel.FollowAsync(_stop.Token)));
    }

    public IReadOnlyList<Panel> All => _panels;

    /// <summary>The longest time that one of them was without a stream.</summary>
    public TimeSpan LongestAway => _panels.Max(panel => panel.LongestAway);

    public void ForgetAway() => Array.ForEach(_panels, panel => panel.ForgetAway());

    /// <summary>Waits until each panel has shown what its room's device of the Webex cloud shows: each at a moment of its own, as lists go on to change.</summary>
    /// <returns>How many have not within that time.</returns>
    public async Task<int> CountBehindAsync(DeviceWatch devices, TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        var behind = Enumerable.Range(0, _panels.Length).ToList();
        while (true)
        {
            behind.RemoveAll(room => _panels[room].Rows.ToHashSet().SetEquals(devices.RowsOf(room)));
            if (behind.Count == 0 || deadline.IsCancellationRequested)
                return behind.Count;
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }
    }

    /// <summary>Activates the panels, which the product knows already, and returns when all have their lists.</summary>
    public static async Task<Panels> OpenAsync(Organization organization, int count)
    {
        var tokens = new string[count];
        await WorldSetup.EachAsync(count, async room => tokens[room] = await ActivateAsync(organization.GatewayHttp, room));
        var panels = new Panels(organization.GatewayAddresses, tokens);
        await Task.WhenAll(panels._panels.Select(panel => panel.Opened)).WaitAsync(s_longestOpening);
        return panels;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _streams;
        _http.Dispose();
        _stop.Dispose();
    }

    private static async Task<string> ActivateAsync(HttpClient gateway, int room)
    {
        var id = BenchWorld.PanelId(room);
        using var made = await gateway.PostAsync($"api/devices/{id}/activation-code", null);
        var code = (await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"devices/{id}/activation") { Content = JsonContent.Create(new { code }) };
        request.Headers.Add("X-Forwarded-For", $"10.0.{room / 250}.{1 + (room % 250)}");
        using var activated = await gateway.SendAsync(request);
        return (await activated.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }
}
