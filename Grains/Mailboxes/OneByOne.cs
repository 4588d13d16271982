using System.Runtime.ExceptionServices;
using HybridCalendar.Clients.Office365;
using Orleans.Storage;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>Does things of which one that fails holds up no other.</summary>
internal static class OneByOne
{
    /// <summary>Does all, then throws the first failure.</summary>
    /// <param name="works">What is to be done.</param>
    /// <param name="isOfAll">Whether a failure concerns all of them: it is thrown at once, whatever failed before.</param>
    public static async Task RunAsync(IReadOnlyList<Func<Task>> works, Func<Exception, bool> isOfAll)
    {
        ExceptionDispatchInfo? first = null;
        foreach (var work in works)
        {
            try
            {
                await work();
            }
            catch (Exception failure) when (failure is not (OperationCanceledException or GraphException or InconsistentStateException) && !isOfAll(failure))
            {
                first ??= ExceptionDispatchInfo.Capture(failure);
            }
        }
        first?.Throw();
    }
}
