#if ORLEANS
using HybridCalendar.Grains;
using Orleans.Runtime;

namespace HybridCalendar.Hosting;

/// <summary>
/// Until the others have declared it dead, a silo that died is called in vain. What grains ask of each other is safe to repeat, so a call that
/// reached nobody, or was under way when its silo died, is made again, and what the caller has in hand goes on some seconds later instead of
/// failing.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="jitter">Spreads the next tries.</param>
internal sealed class CallsAgain(TimeProvider time, Jitter jitter) : IOutgoingGrainCallFilter
{
    /// <summary>A silo is declared dead within this, and those who wait for the caller wait no longer than half a minute.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(1);

    /// <summary>Orleans' own calls between silos, by which it finds out who is dead, are left alone.</summary>
    public Task Invoke(IOutgoingGrainCallContext context) =>
        context.InterfaceName.StartsWith("HybridCalendar.", StringComparison.Ordinal) ? InvokeAsync(context) : context.Invoke();

    private async Task InvokeAsync(IOutgoingGrainCallContext context)
    {
        var begun = time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (OrleansMessageRejectionException) when (time.GetElapsedTime(begun) < s_longest)
            {
                // The next try may find another silo.
            }
            await Task.Delay(jitter.PauseAfter(failures, s_longestPause), time);
        }
    }
}
#endif
