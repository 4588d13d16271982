namespace HybridCalendar.Grains;

/// <summary>Spreads what would otherwise happen everywhere at once. Thread-safe as far as its source of chance is.</summary>
/// <param name="random">The source of chance; tests give one with a seed.</param>
public sealed class Jitter(Random random)
{
    /// <summary>How long to wait before the next try: 1 s after the first failure, doubling, less up to a half.</summary>
    /// <param name="failures">Failures so far, at least 1.</param>
    /// <param name="longest">The longest pause.</param>
    public TimeSpan PauseAfter(int failures, TimeSpan longest) =>
        UpToHalfLess(TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, Math.Clamp(failures - 1, 0, 30)))));

    /// <summary>A time between nothing and <paramref name="time"/>.</summary>
    public TimeSpan Within(TimeSpan time) => time * random.NextDouble();

    /// <summary>At least as long as somebody was asked to wait, and up to a tenth and a second more.</summary>
    public TimeSpan Beyond(TimeSpan asked) => asked + ((asked * 0.1 + TimeSpan.FromSeconds(1)) * random.NextDouble());

    /// <summary>A time between the half of <paramref name="time"/> and all of it.</summary>
    public TimeSpan UpToHalfLess(TimeSpan time) => time * (0.5 + (random.NextDouble() / 2));

    /// <summary>A time between two fifths of <paramref name="time"/> and a half of it.</summary>
    public TimeSpan BeforeHalf(TimeSpan time) => time * (0.5 - (random.NextDouble() / 10));
}
