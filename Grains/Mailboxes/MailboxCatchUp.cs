using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Hints;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Users;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>
/// At the start of a gateway, unless others were there all the time: has every mailbox look for what it missed. Graph tries a notification
/// again only after minutes, and what it gave up meanwhile never comes; waking the rooms also gives the alerts that fell due. Rooms first:
/// people stand before them.
/// </summary>
public sealed partial class MailboxCatchUp(
    Catalog catalog, CatalogDatabase database, HintJournal journal, IGrainFactory grains, TimeProvider time, Jitter jitter, ILogger<MailboxCatchUp> log)
    : BackgroundService
{
    /// <summary>So many a second: of 10,000 mailboxes all have looked within a minute, and of 100,000 neither Graph nor the database is asked by all at once.</summary>
    private const int PageSize = 500;
    private const int AtOnce = 32;
    private static readonly TimeSpan s_page = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_watch = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var turn = new CatchUpTurn(database, journal.Owner, time);
            if (!await IsNeededAsync(turn, stoppingToken))
            {
                LogNotNeeded(log);
                return;
            }
            var rooms = await CatchUpAsync(
                after => catalog.ListWorkspacesAsync(after, PageSize), row => row.Mail, row => row.CalendarEnabled,
                mail => grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(mail)), stoppingToken);
            var users = await CatchUpAsync(
                after => catalog.ListUsersAsync(after, PageSize), row => row.Mail, row => row.Enabled,
                mail => grains.GetGrain<IUserGrain>(GrainKeys.User(mail)), stoppingToken);
            LogDone(log, rooms, users);
            await RepeatAsync(turn.EndAsync, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped(log);
        }
    }

    /// <summary>Too often does no harm: where that cannot be known, it is.</summary>
    private async Task<bool> IsNeededAsync(CatchUpTurn turn, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await turn.DecideAsync() is { } isMine)
                    return isMine;
            }
#pragma warning disable CA1031 // Whatever it was, mailboxes do not wait for it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                LogUndecided(log, failure);
                return true;
            }
            await Task.Delay(s_watch, time, cancellationToken);
        }
    }

    private async Task<int> CatchUpAsync<TRow>(
        Func<string?, Task<IReadOnlyList<TRow>>> read, Func<TRow, string> mailOf, Func<TRow, bool> isEnabled,
        Func<string, IMailboxGrain> grainOf, CancellationToken cancellationToken)
    {
        var count = 0;
        string? last = null;
        while (true)
        {
            IReadOnlyList<TRow> page = [];
            await RepeatAsync(async () => page = await read(last), cancellationToken);
            if (page.Count == 0)
                return count;
            last = mailOf(page[^1]);
            var pause = page.Count < PageSize ? Task.CompletedTask : Task.Delay(s_page, time, cancellationToken);
            var enabled = page.Where(isEnabled).ToList();
            await Parallel.ForEachAsync(
                enabled,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (row, _) => await TryCatchUpAsync(grainOf(mailOf(row))));
            count += enabled.Count;
            await pause;
        }
    }

    /// <summary>Goes on until the database has answered or the host stops: no other gateway may be there to wake the mailboxes that are left.</summary>
    private async Task RepeatAsync(Func<Task> ask, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await ask();
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                LogWaits(log, failure);
            }
            await Task.Delay(jitter.PauseAfter(failures, s_longestPause), time, cancellationToken);
        }
    }

    private async Task TryCatchUpAsync(IMailboxGrain mailbox)
    {
        try
        {
            await mailbox.CatchUp();
        }
#pragma warning disable CA1031 // One mailbox that cannot be woken must not keep the others, or the host, from starting.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Which mailboxes there are could not be read, or that all were woken not be noted; it is tried again")]
    private static partial void LogWaits(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "A mailbox could not be woken after the start; its reminder will")]
    private static partial void LogFailed(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "After the start {Rooms} rooms and {Users} users look for what they missed")]
    private static partial void LogDone(ILogger logger, int rooms, int users);

    [LoggerMessage(Level = LogLevel.Information, Message = "Another gateway was there before this one's start: no mailbox has missed anything")]
    private static partial void LogNotNeeded(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether another gateway was there before this one's start is not known: all mailboxes look for what they missed")]
    private static partial void LogUndecided(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "The host stops before every mailbox has looked for what it missed")]
    private static partial void LogStopped(ILogger logger);
}
