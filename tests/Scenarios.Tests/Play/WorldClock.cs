using HybridCalendar.Sandbox.Time;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>The clock of a world: it runs, and is moved on when mailboxes are to look by themselves.</summary>
internal sealed class WorldClock(DateTimeOffset start) : IDisposable
{
    /// <summary>Around these days clocks change in some of the zones in which meetings are made, in others not at all.</summary>
    private static readonly DateTimeOffset[] s_starts =
    [
        new(2027, 3, 3, 9, 0, 0, TimeSpan.Zero), new(2026, 10, 14, 9, 0, 0, TimeSpan.Zero), new(2027, 6, 9, 9, 0, 0, TimeSpan.Zero), new(2027, 3, 20, 9, 0, 0, TimeSpan.Zero),
    ];

    public VirtualClock Time { get; } = new(start: start);

    public static DateTimeOffset StartOf(int seed) => s_starts[new Random(seed).Next(s_starts.Length)];

    /// <summary>Lets time pass step by step, and in each step all that it brings about.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan step, ProductProcess product, Calm calm)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            await MoveAsync(step, product);
            await calm.WaitAsync(product);
        }
    }

    /// <summary>Lets time pass at once, as when a machine slept: what falls due every few minutes meanwhile does so once.</summary>
    public async Task SleepAsync(TimeSpan time, ProductProcess product, Calm calm)
    {
        await calm.WaitAsync(product);
        Time.Jump(time);
        await product.SleepAsync(time);
        await calm.WaitAsync(product);
    }

    private async Task MoveAsync(TimeSpan time, ProductProcess product)
    {
        Time.Advance(time);
        await product.MoveAsync(time);
    }

    public void Dispose() => Time.Dispose();
}
