using System.Diagnostics;

namespace HybridCalendar.EndToEnd.Tests.World;

/// <summary>Waits for something to become true, with a deadline, and says what was still wrong then.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(25);

    /// <param name="findProblem">Null when all is well.</param>
    /// <param name="deadline">When to give up.</param>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> WaitAsync(Func<Task<string?>> findProblem, TimeSpan? deadline = null)
    {
        var clock = Stopwatch.StartNew();
        using var looks = new PeriodicTimer(s_look);
        while (await findProblem() is { } problem)
        {
            if (clock.Elapsed > (deadline ?? Usual))
                throw new TimeoutException($"After {clock.Elapsed.TotalSeconds:0.0} s: {problem}");
            await looks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
        return clock.Elapsed;
    }

    public static Task<TimeSpan> WaitAsync(Func<string?> findProblem, TimeSpan? deadline = null) =>
        WaitAsync(() => Task.FromResult(findProblem()), deadline);

    /// <summary>Waits for a moment that is itself part of the test, such as one at which something falls due.</summary>
    public static async Task UntilAsync(DateTimeOffset moment)
    {
        var wait = moment - TimeProvider.System.GetUtcNow();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
