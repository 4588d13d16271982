using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Series;

/// <summary>
/// Finds meetings that nobody looks after any more, and has them forget themselves: removed ones whose reminder was never set, and
/// ended ones whose organizer is no longer watched.
/// </summary>
public sealed partial class SeriesSweep(IStoredSeries stored, Catalog catalog, IGrainFactory grains, TimeProvider time, ILogger<SeriesSweep> log)
    : BackgroundService
{
    private const int PageSize = 500;
    private const int AtOnce = 4;

    /// <summary>What is found has waited for a day at least.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Period, time);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
                await TrySweepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped(log);
        }
    }

    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ForgetAsync(ListUnlistedAsync, cancellationToken);
            await ForgetAsync(ListEndedAsync, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailed(log, failure);
        }
    }

    /// <summary>A page of keys to forget, and where the next one begins; null when this was the last.</summary>
    private async Task ForgetAsync(Func<string?, Task<(IEnumerable<string> Keys, string? Last)>> read, CancellationToken cancellationToken)
    {
        string? last = null;
        do
        {
            (var keys, last) = await read(last);
            await Parallel.ForEachAsync(
                keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (key, _) => await TryForgetAsync(key));
        }
        while (last is not null);
    }

    /// <summary>Lists hold what takes place: what they leave out was removed.</summary>
    private async Task<(IEnumerable<string> Keys, string? Last)> ListUnlistedAsync(string? after)
    {
        var keys = await stored.ListAsync(after, PageSize);
        var listed = await catalog.FindMeetingsAsync(keys.Select(GrainKeys.IdOf));
        return (keys.Where(key => !listed.Contains(GrainKeys.IdOf(key))), keys.Count < PageSize ? null : keys[^1]);
    }

    private async Task<(IEnumerable<string> Keys, string? Last)> ListEndedAsync(string? after)
    {
        var ended = await catalog.ListEndedAsync((time.GetUtcNow() - SeriesLife.AfterEnd).ToUnixTimeMilliseconds(), after, PageSize);
        return (ended.Select(GrainKeys.Series), ended.Count < PageSize ? null : ended[^1]);
    }

    private async Task TryForgetAsync(string key)
    {
        try
        {
            await grains.GetGrain<IMeetingSeriesGrain>(key).Forget();
        }
#pragma warning disable CA1031 // One meeting that cannot be woken must not keep the others; the next sweep finds it again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Meetings that are over could not be forgotten now; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Meetings that are over are forgotten no more: the host stops")]
    private static partial void LogStopped(ILogger logger);
}
