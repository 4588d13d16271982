using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Series;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Conferences;

/// <summary>Tells the meetings to come of a room that another TMS system stands there. What a crash left untold is told after the restart.</summary>
public sealed partial class TmsRoomSweep(TmsRooms rooms, Catalog catalog, IGrainFactory grains, TimeProvider time, ILogger<TmsRoomSweep> log) : BackgroundService
{
    private const int PageSize = 200;
    private const int AtOnce = 4;

    /// <summary>Changes made here are told at once; those that another host made and did not live to tell, after this time.</summary>
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = rooms.Changed;
            await TryTellAsync(stoppingToken);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(changed, Task.Delay(s_period, time, end.Token));
            await end.CancelAsync();
        }
    }

    private async Task TryTellAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var change in await rooms.ListChangesAsync())
            {
                await TellAsync(change.Mailbox, cancel);
                await rooms.ToldAsync(change);
            }
        }
#pragma warning disable CA1031 // A meeting or a database that does not answer now does so later: the change stays noted.
        catch (Exception failure) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(log, failure);
        }
    }

    private async Task TellAsync(string room, CancellationToken cancel)
    {
        string? last = null;
        do
        {
            var page = await catalog.ListMeetingsAsync(organizer: null, room, time.GetUtcNow().ToUnixTimeMilliseconds(), last, PageSize);
            await Parallel.ForEachAsync(
                page, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
                async (meeting, _) => await grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(meeting.ICalUId)).RoomsMapped());
            last = page.Count < PageSize ? null : page[^1].ICalUId;
        }
        while (last is not null);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Meetings could not be told of a room's TMS system now; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
