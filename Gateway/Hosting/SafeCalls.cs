using HybridCalendar.Grains.Hints;

namespace HybridCalendar.Gateway.Hosting;

/// <summary>
/// Calls of grains that may be made twice. One that a silo took with it, or that a frozen one does not answer, is made again, so that who waits
/// here, a device or a connector, does not give the gateway up meanwhile.
/// </summary>
/// <param name="silos">Tells of lost silos.</param>
/// <param name="time">The clock.</param>
internal sealed class SafeCalls(LostSilos silos, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);

    public Task MakeAsync(Func<Task> call, CancellationToken cancellationToken) =>
        UnansweredCall.MakeAsync(call, s_patience, silos, time, cancellationToken);

    public Task<T> MakeAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) =>
        UnansweredCall.MakeAsync(call, s_patience, silos, time, cancellationToken);
}
