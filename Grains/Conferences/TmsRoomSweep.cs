using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Users;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Conferences;

/// <summary>Tells the meetings to come of a room that another TMS system stands there. What a crash left untold is told after the restart.</summary>
public sealed partial class TmsRoomSweep(
    TmsRooms rooms, Catalog catalog, IGrainFactory grains, Jitter jitter, TimeProvider time, ILogger<TmsRoomSweep> log) : BackgroundService
{
    private const int PageSize = 200;
    private const int AtOnce = 4;

    /// <summary>Changes made here are told at once; those that another host made and did not live to tell, after this time.</summary>
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);

    private readonly TmsRoomTries _tries = new(jitter);

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
            var changes = await rooms.ListChangesAsync();
            _tries.KeepOnly(changes);
            foreach (var change in changes.Where(change => _tries.IsDue(change, time.GetUtcNow())))
                await TryTellAsync(change, cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            // A database that does not answer now does so later: the changes stay noted.
            LogNotRead(log, failure);
        }
    }

    /// <summary>One that fails must not keep the changes of other rooms waiting.</summary>
    private async Task TryTellAsync(TmsRoomChange change, CancellationToken cancel)
    {
        try
        {
            if (await TellAsync(change.Mailbox, cancel))
            {
                await rooms.ToldAsync(change);
                return;
            }
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            // A database that does not answer now does so later: the change stays noted.
            LogNotRead(log, failure);
        }
        if (_tries.Failed(change, time.GetUtcNow()))
            return;
        LogGivenUp(log);
        await rooms.ToldAsync(change);
    }

    /// <returns>Whether all meetings heard.</returns>
    private async Task<bool> TellAsync(string room, CancellationToken cancel)
    {
        string? last = null;
        // The room first: what it had booked by its own calendar may not be in the list yet.
        var failed = await TryTellAsync(() => grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(room)).TmsSystemChanged(), cancel) ? 0 : 1;
        do
        {
            var page = await catalog.ListMeetingsAsync(organizer: null, room, time.GetUtcNow().ToUnixTimeMilliseconds(), last, PageSize);
            await Parallel.ForEachAsync(
                page, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
                async (meeting, _) =>
                {
                    // The organizer first: a crash between the two must not leave a booking that nobody misses when the meeting is deleted.
                    var isWatched = await TryTellAsync(() => grains.GetGrain<IUserGrain>(GrainKeys.User(meeting.Organizer)).RoomsMapped(meeting.ICalUId), cancel);
                    if (!await TryTellAsync(() => grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(meeting.ICalUId)).RoomsMapped(), cancel) || !isWatched)
                        Interlocked.Increment(ref failed);
                });
            last = page.Count < PageSize ? null : page[^1].ICalUId;
        }
        while (last is not null);
        return failed == 0;
    }

    /// <summary>One whose state cannot be read must not keep the others from hearing.</summary>
    private async Task<bool> TryTellAsync(Func<Task> tell, CancellationToken cancel)
    {
        try
        {
            await tell();
            return true;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            // Whatever is wrong with one meeting: the change stays noted.
            LogFailed(log, failure);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The changes of rooms' TMS systems could not be read or noted now; it is tried again")]
    private static partial void LogNotRead(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A meeting could not be told of a room's TMS system now; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "A meeting could not be told of a room's TMS system; it hears when it is seen next")]
    private static partial void LogGivenUp(ILogger logger);
}
