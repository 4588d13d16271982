using System.Net.Http.Json;
using System.Text.Json;

namespace HybridCalendar.Bench.Premises;

/// <summary>Looks ten times a second how many requests wait for the connector, and for how long the oldest does.</summary>
internal sealed class PoolWatch : IAsyncDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient _gateway;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    public PoolWatch(HttpClient gateway)
    {
        _gateway = gateway;
        _watching = WatchAsync();
    }

    /// <summary>Requests without an answer, at most.</summary>
    public int MostWaiting { get; private set; }

    public TimeSpan LongestWait { get; private set; }

    /// <summary>Waits until nothing waits any more.</summary>
    /// <returns>False when something still waits at the deadline.</returns>
    public async Task<bool> DrainAsync(TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        using var ticks = new PeriodicTimer(s_look);
        // What was scheduled last may not be asked for yet.
        for (var quiet = 0; quiet < 10; quiet = await ReadAsync() == 0 ? quiet + 1 : 0)
        {
            if (deadline.IsCancellationRequested)
                return false;
            await ticks.WaitForNextTickAsync(CancellationToken.None);
        }
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task WatchAsync()
    {
        using var ticks = new PeriodicTimer(s_look);
        while (await ticks.WaitForNextTickAsync(_end.Token))
            await ReadAsync();
    }

    private async Task<int> ReadAsync()
    {
        var requests = (await _gateway.GetFromJsonAsync<JsonElement>("api/connectors")).GetProperty("requests");
        // As long as nobody can tell, there may be some.
        if (requests.ValueKind == JsonValueKind.Null)
            return 1;
        var waiting = requests.GetProperty("waiting").GetInt32();
        MostWaiting = Math.Max(MostWaiting, waiting);
        if (requests.GetProperty("oldestAskedAt") is { ValueKind: JsonValueKind.String } oldest && Output.Now - oldest.GetDateTimeOffset() is var age && age > LongestWait)
            LongestWait = age;
        return waiting;
    }
}
