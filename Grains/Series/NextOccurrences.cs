using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Series;

/// <summary>Moves series on in the lists when an occurrence is over. It asks no series: their rows tell when they take place.</summary>
public sealed partial class NextOccurrences(MeetingList meetings, TimeProvider time, ILogger<NextOccurrences> log) : BackgroundService
{
    private const int PageSize = 500;

    /// <summary>Until then a list shows the series where it was, with the right time.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Period, time);
        do
            await TryMoveOnAsync(stoppingToken);
        while (await ticks.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryMoveOnAsync(CancellationToken cancel)
    {
        try
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            for (var count = PageSize; count == PageSize;)
            {
                cancel.ThrowIfCancellationRequested();
                var passed = await meetings.ListPassedAsync(now, PageSize);
                if (passed.Count > 0)
                    await meetings.MoveOnAsync(passed.Select(row => MovedOn(row, now)));
                count = passed.Count;
            }
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            // A database that does not answer now does so later.
            LogFailed(log, failure);
        }
    }

    /// <summary>Where nothing is to come although the series has not ended, the last occurrences were cancelled.</summary>
    internal static MeetingRow MovedOn(MeetingRow row, long now) => SeriesTimes.Read(row.Times!).Next(now) is { } next
        ? row with { Next = next.Starts, NextEnds = next.Ends }
        : row with { Next = row.Ends ?? row.Next, NextEnds = row.Ends };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Series could not be moved on in the lists now; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
