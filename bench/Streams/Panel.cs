using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using HybridCalendar.Bench.Change;

namespace HybridCalendar.Bench.Streams;

/// <summary>A device that holds a stream to a gateway, and goes to the next gateway when it breaks.</summary>
/// <param name="http">For all panels.</param>
/// <param name="gateways">Where it may connect.</param>
/// <param name="room">Its room.</param>
/// <param name="token">Its token.</param>
internal sealed class Panel(HttpClient http, IReadOnlyList<Uri> gateways, int room, string token)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(500);

    /// <summary>While no gateway answers, many panels would keep the machine busy otherwise.</summary>
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(4);
    private readonly Lock _lock = new();
    private readonly List<Waiter> _waiters = [];
    private readonly List<PanelAlert> _alerts = [];
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<ListRow> _rows = [];
    private DateTimeOffset? _lostAt;
    private TimeSpan _pause = s_firstPause;

    /// <summary>Completes when its first list has come.</summary>
    public Task Opened => _opened.Task;

    /// <summary>The longest time without a stream so far.</summary>
    public TimeSpan LongestAway { get; private set; }

    /// <summary>When it had its list again after it had lost its stream the last time; null when it never has.</summary>
    public DateTimeOffset? BackAt { get; private set; }

    public IReadOnlyList<PanelAlert> Alerts
    {
        get
        {
            lock (_lock)
                return [.. _alerts];
        }
    }

    public IReadOnlyList<ListRow> Rows
    {
        get
        {
            lock (_lock)
                return _rows;
        }
    }

    public void ForgetAway() => LongestAway = TimeSpan.Zero;

    /// <summary>Completes with the time at which the panel showed what is asked for.</summary>
    public Task<DateTimeOffset> WaitAsync(BenchMeeting meeting)
    {
        var wait = new Waiter(meeting, new TaskCompletionSource<DateTimeOffset>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
            _waiters.Add(wait);
        return wait.Right.Task;
    }

    /// <summary>Holds the stream until the benchmark is over.</summary>
    public async Task FollowAsync(CancellationToken stop)
    {
        for (var next = room; !stop.IsCancellationRequested; next++)
        {
            try
            {
                await ReadAsync(gateways[next % gateways.Count], stop);
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
            {
                // As a panel does: the gateway is gone, it goes to the next one.
            }
            _lostAt ??= Output.Now;
            await Task.Delay(_pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _pause = _pause * 2 < s_longestPause ? _pause * 2 : s_longestPause;
        }
    }

    private async Task ReadAsync(Uri gateway, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway, $"devices/{BenchWorld.PanelId(room)}/bookings"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        if (answer.StatusCode != HttpStatusCode.OK)
            return;
        await using var stream = await answer.Content.ReadAsStreamAsync(stop);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(stop))
            Take(item);
    }

    private void Take(SseItem<string> item)
    {
        var now = Output.Now;
        _pause = s_firstPause;
        if (_lostAt is { } lost)
            (BackAt, LongestAway, _lostAt) = (now, now - lost > LongestAway ? now - lost : LongestAway, null);
        lock (_lock)
        {
            if (item.EventType == "alert")
                _alerts.Add(PanelAlert.Read(item.Data, now));
            else if (item.EventType == "bookings")
                Show(ReadList(item.Data), now);
        }
        _opened.TrySetResult();
    }

    private void Show(List<ListRow> rows, DateTimeOffset now)
    {
        _rows = rows;
        foreach (var done in _waiters.Where(wait => wait.Meeting.IsRightOn(rows)).ToList())
        {
            _waiters.Remove(done);
            done.Right.TrySetResult(now);
        }
    }

    private static List<ListRow> ReadList(string json)
    {
        using var list = JsonDocument.Parse(json);
        return
        [
            .. list.RootElement.GetProperty("Bookings").EnumerateArray().Select(booking => new ListRow(
                booking.GetProperty("Title").GetString()!,
                booking.GetProperty("Time").GetProperty("StartTime").GetDateTimeOffset(),
                booking.GetProperty("Number").GetString()!)),
        ];
    }

    private sealed record Waiter(BenchMeeting Meeting, TaskCompletionSource<DateTimeOffset> Right);
}
