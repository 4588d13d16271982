using System.Collections.Concurrent;
using System.Text.Json;

namespace HybridCalendar.Bench.Change;

/// <summary>Looks at all devices all the time, by their streams, and says when a list became right.</summary>
internal sealed class DeviceWatch(Uri sandbox) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);
    private readonly HttpClient _http = new() { BaseAddress = sandbox, Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, Room> _rooms = new();
    private Task _streams = Task.CompletedTask;

    public void Start(int rooms) => _streams = Task.WhenAll(Enumerable.Range(0, rooms).Select(FollowAsync));

    /// <summary>Completes when the device holds what is asked for, with the time on the device's clock at which it got that list.</summary>
    public Task<DateTimeOffset> WaitAsync(int room, BenchMeeting meeting)
    {
        var wait = new Waiter(meeting);
        var state = _rooms.GetOrAdd(room, _ => new Room());
        lock (state)
            state.Waiters.Add(wait);
        return wait.Right.Task;
    }

    /// <summary>What a device holds now.</summary>
    public IReadOnlyList<ListRow> RowsOf(int room)
    {
        var state = _rooms.GetOrAdd(room, _ => new Room());
        lock (state)
            return state.Rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _streams;
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task FollowAsync(int room)
    {
        try
        {
            await using var stream = await _http.GetStreamAsync($"sandbox/devices/{BenchWorld.WebexDeviceId(room)}/events", _stop.Token);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                    Take(room, JsonSerializer.Deserialize<DeviceView>(line.AsSpan(6), s_json)!);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The benchmark is over.
        }
    }

    private void Take(int room, DeviceView view)
    {
        var state = _rooms.GetOrAdd(room, _ => new Room());
        lock (state)
        {
            state.Rows = view.Bookings;
            foreach (var done in state.Waiters.Where(wait => wait.Meeting.IsRightOn(view.Bookings)).ToList())
            {
                state.Waiters.Remove(done);
                done.Right.TrySetResult(view.LastPut!.Value);
            }
        }
    }

    private sealed record DeviceView(DateTimeOffset? LastPut, IReadOnlyList<ListRow> Bookings);

    private sealed class Room
    {
        public List<Waiter> Waiters { get; } = [];

        public IReadOnlyList<ListRow> Rows { get; set; } = [];
    }

    private sealed class Waiter(BenchMeeting meeting)
    {
        public BenchMeeting Meeting { get; } = meeting;

        public TaskCompletionSource<DateTimeOffset> Right { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
