using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Hints;

/// <summary>Keeps a lease while the host runs, and has what runs left over that are gone handed out.</summary>
/// <param name="lease">Has begun.</param>
/// <param name="takeOver">Looks for what was left over, and hands it out.</param>
/// <param name="time">Gives the beat.</param>
/// <param name="log">Where it is told when the database does not answer.</param>
internal sealed partial class HintKeeper(HintLease lease, Func<CancellationToken, Task> takeOver, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _beats = Task.CompletedTask;

    public void Start() => _beats = KeepAsync(_stop.Token);

    /// <summary>Others need not wait until they find out.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beats;
        _stop.Dispose();
        try
        {
            await lease.EndAsync();
        }
#pragma warning disable CA1031 // The host stops all the same.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotEnded(log, failure);
        }
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The next beat is set before this one's work, so that a slow database does not make beats rare.
            for (var next = NextBeatAsync(cancellationToken); ;)
            {
                await next;
                next = NextBeatAsync(cancellationToken);
                await TryBeatAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException stopped) when (cancellationToken.IsCancellationRequested)
        {
            LogStopped(log, stopped);
        }
    }

    private Task NextBeatAsync(CancellationToken cancellationToken) => Task.Delay(HintLease.BeatPeriod, time, cancellationToken);

    private async Task TryBeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await lease.BeatAsync();
            await takeOver(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The next beat tries again. Who misses several tells hints that others tell too.
            LogNoBeat(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal of hints could not be looked after; it is tried again within seconds")]
    private static partial void LogNoBeat(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Hints that are left over could not be released; another gateway takes them over after a while")]
    private static partial void LogNotEnded(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The journal of hints is looked after no more, as the host stops")]
    private static partial void LogStopped(ILogger logger, Exception stopped);
}
