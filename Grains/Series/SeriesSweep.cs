using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Series;

/// <summary>
/// Finds meetings that nobody looks after any more. Removed ones whose reminder was never set, and ended ones whose organizer is no longer
/// watched, forget themselves; others of such an organizer see whether they, or his mailbox, are still there.
/// </summary>
public sealed partial class SeriesSweep(IStoredSeries stored, Catalog catalog, IGrainFactory grains, TimeProvider time, Jitter jitter, ILogger<SeriesSweep> log)
    : BackgroundService
{
    private const int PageSize = 500;
    private const int AtOnce = 4;

    /// <summary>Of one meeting; the next sweep comes hours later.</summary>
    private const int Tries = 5;
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(2);

    /// <summary>What is found has waited for a day at least.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Period, time);
        while (await ticks.WaitForNextTickAsync(stoppingToken))
            await TrySweepAsync(stoppingToken);
    }

    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ForEachAsync(ListUnlistedAsync, series => series.Forget(), cancellationToken);
            await ForEachAsync(ListEndedAsync, series => series.Forget(), cancellationToken);
            await ForEachAsync(ListUnwatchedAsync, series => series.LookForItself(), cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailed(log, failure);
        }
    }

    /// <param name="read">A page of keys, and where the next one begins; null when this was the last.</param>
    /// <param name="act">What is done with each.</param>
    /// <param name="cancellationToken">The host stops.</param>
    private async Task ForEachAsync(
        Func<string?, Task<(IEnumerable<string> Keys, string? Last)>> read, Func<IMeetingSeriesGrain, Task> act, CancellationToken cancellationToken)
    {
        string? last = null;
        do
        {
            (var keys, last) = await read(last);
            await Parallel.ForEachAsync(
                keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (key, stopping) => await TryAsync(key, act, stopping));
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

    private async Task<(IEnumerable<string> Keys, string? Last)> ListUnwatchedAsync(string? after)
    {
        var unwatched = await catalog.ListUnwatchedAsync(time.GetUtcNow().ToUnixTimeMilliseconds(), after, PageSize);
        return (unwatched.Select(GrainKeys.Series), unwatched.Count < PageSize ? null : unwatched[^1]);
    }

    /// <summary>One meeting that fails must not keep the others; the next sweep finds it again.</summary>
    private async Task TryAsync(string key, Func<IMeetingSeriesGrain, Task> act, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                await act(grains.GetGrain<IMeetingSeriesGrain>(key));
                return;
            }
#pragma warning disable CA1031 // Whatever is wrong with it, the log tells.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                LogFailed(log, failure);
            }
            if (attempt < Tries)
                await Task.Delay(jitter.PauseAfter(attempt, s_longestPause), time, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Meetings that nobody looks after could not be looked after now; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
