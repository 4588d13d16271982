using HybridCalendar.EndToEnd.Tests.Faults;
using HybridCalendar.Sandbox.Graph.Control;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>
/// Knows when the product and the Sandbox have nothing to say to each other: what is under way while the clock is moved looks slow to
/// both, and Graph tells less to a gateway that looks so.
/// </summary>
internal sealed class Calm(IServiceProvider sandbox) : IDisposable
{
    /// <summary>What waits for the clock itself is not waited for.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);
    private readonly CallCounters _counters = sandbox.GetRequiredService<CallCounters>();
    private readonly CallsUnderWay _calls = new(sandbox);

    /// <summary>How many notifications Graph held back, or dropped, because the product seemed slow.</summary>
    public long Withheld => Event("notificationsSlowed") + Event("notificationsDropped");

    /// <summary>Waits, by the real clock, until nobody calls or is told anything, and nobody begins to when all have had a turn.</summary>
    public async Task WaitAsync(ProductProcess product)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (long before = -1, now = Count(); before != now || IsBusy; before = now, now = Count())
        {
            if (TimeProvider.System.GetElapsedTime(began) > s_longest)
                return;
            await Task.Delay(s_look);
            await product.MoveAsync(TimeSpan.Zero);
        }
    }

    public void Dispose() => _calls.Dispose();

    private bool IsBusy => _calls.Any || Event("notificationsTried") < Event("notificationsQueued");

    private long Count() => _counters.ByApp.Values.Sum(app => app.Values.Sum()) + _counters.Events.Values.Sum();

    private long Event(string name) => _counters.Events.GetValueOrDefault(name);
}
