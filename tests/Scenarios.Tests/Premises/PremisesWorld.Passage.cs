using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Control;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <content>How time passes.</content>
internal sealed partial class PremisesWorld
{
    /// <summary>Shorter than any deadline and than the silence after which a link is given up.</summary>
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(15);

    /// <summary>Where nobody has a link, what is under way ends between two steps.</summary>
    private static readonly TimeSpan s_longStep = TimeSpan.FromMinutes(10);

    /// <summary>A call that takes longer survives some steps more; a request that waits for time to pass would be waited for in vain.</summary>
    private static readonly TimeSpan s_longestSettling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_breath = TimeSpan.FromMilliseconds(20);

    /// <summary>Lets so much time pass.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var until = _clock.GetUtcNow() + time; _clock.GetUtcNow() < until;)
            await PassAsync();
        await Outlook.SignInAgainAsync();
    }

    /// <summary>Lets a step of time pass on all clocks, after all that is under way has been done.</summary>
    public async Task PassAsync()
    {
        await SettleAsync();
        foreach (var connector in _connectors)
            await connector.MoveAsync(s_step);
        _clock.Advance(s_step);
        await _gateway!.MoveAsync(s_step);
        await SettleAsync();
    }

    /// <summary>Lets time pass in long steps, while neither connectors nor TMS are there.</summary>
    public async Task PassWithoutPremisesAsync(TimeSpan time)
    {
        for (var until = _clock.GetUtcNow() + time; _clock.GetUtcNow() < until;)
        {
            await SettleAsync();
            _clock.Advance(s_longStep);
            await _gateway!.MoveAsync(s_longStep);
        }
        await SettleAsync();
        await Outlook.SignInAgainAsync();
    }

    /// <summary>Waits, by the real clock, until nobody calls anybody and no connector has a request in hand that TMS could do.</summary>
    private async Task SettleAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        bool isQuiet;
        do
        {
            var before = CountCalls();
            await Task.Delay(s_breath);
            isQuiet = CountCalls() == before && !await IsAskedAsync();
        }
        while (!isQuiet && TimeProvider.System.GetElapsedTime(began) < s_longestSettling);
    }

    private long CountCalls()
    {
        var counters = _sandbox.Services.GetRequiredService<CallCounters>();
        return counters.ByApp.Values.Sum(app => app.Values.Sum()) + counters.Events.Values.Sum() + Tms.World.Calls.Total;
    }

    private async Task<bool> IsAskedAsync()
    {
        if (_isTmsAway)
            return false;
        var requests = (await _product.CallAsync(HttpMethod.Get, "api/connectors")).GetProperty("requests");
        // As long as nobody can tell, there may be some.
        if (requests.ValueKind == JsonValueKind.Null)
            return true;
        return requests.GetProperty("waiting").GetInt32() > 0 && requests.GetProperty("activeConnector").ValueKind == JsonValueKind.String;
    }
}
