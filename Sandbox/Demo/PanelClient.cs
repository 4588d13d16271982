using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Sandbox.Demo;

/// <summary>A room panel without a screen: it is activated, subscribes to the gateway, and keeps the list that it is given.</summary>
public sealed class PanelClient : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Task _reading;
    private readonly string _deviceId;
    private readonly TimeProvider _time;
    private IReadOnlyList<DeviceRow> _rows = [];
    private IReadOnlyList<(string BookingId, DateTimeOffset At)> _alerts = [];
    private TaskCompletionSource _changed = NewSignal();

    private PanelClient(HttpClient http, string deviceId, TimeProvider time)
    {
        (_http, _deviceId, _time) = (http, deviceId, time);
        _reading = ReadAsync(_stop.Token);
    }

    public IReadOnlyList<DeviceRow> Rows
    {
        get
        {
            lock (_lock)
                return _rows;
        }
    }

    /// <summary>Alerts with the moments at which they came.</summary>
    public IReadOnlyList<(string BookingId, DateTimeOffset At)> Alerts
    {
        get
        {
            lock (_lock)
                return _alerts;
        }
    }

    /// <summary>Completes at the next change; take it before looking.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
                return _changed.Task;
        }
    }

    public static async Task<PanelClient> ConnectAsync(Playground playground, CancellationToken cancellationToken)
    {
        var code = await playground.Administrator.CreateActivationCodeAsync(Playground.PanelId, cancellationToken);
        var http = new HttpClient { BaseAddress = playground.Addresses.Gateway };
        using var answer = await http.PostAsJsonAsync($"devices/{Playground.PanelId}/activation", new { code }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new PanelClient(http, Playground.PanelId, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var answer = await _http.GetAsync($"devices/{_deviceId}/bookings", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                answer.EnsureSuccessStatusCode();
                await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
                await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
                    Take(item);
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
            {
                // As a panel does: the gateway restarts, the panel comes back.
                if (!cancellationToken.IsCancellationRequested)
                    await Task.Delay(TimeSpan.FromMilliseconds(200), _time, CancellationToken.None);
            }
        }
    }

    private void Take(SseItem<string> item)
    {
        TaskCompletionSource signal;
        lock (_lock)
        {
            if (item.EventType == "bookings")
                _rows = Read(item.Data);
            else if (item.EventType == "alert")
                _alerts = [.. _alerts, (JsonDocument.Parse(item.Data).RootElement.GetProperty("bookingId").GetString()!, _time.GetUtcNow())];
            signal = _changed;
            _changed = NewSignal();
        }
        signal.TrySetResult();
    }

    private static IReadOnlyList<DeviceRow> Read(string json)
    {
        using var list = JsonDocument.Parse(json);
        return
        [
            .. list.RootElement.GetProperty("Bookings").EnumerateArray().Select(booking => new DeviceRow(
                booking.GetProperty("Time").GetProperty("StartTime").GetDateTimeOffset(),
                booking.GetProperty("Time").GetProperty("Duration").GetInt32(),
                booking.GetProperty("Number").GetString()!,
                booking.GetProperty("Protocol").GetString()!,
                booking.GetProperty("MeetingPlatform").GetString()!)),
        ];
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
