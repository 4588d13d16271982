using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Users;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>
/// At the start of a gateway: has every mailbox look for what it missed. Graph tries a notification again only after
/// minutes, and what it gave up meanwhile never comes; waking the rooms also gives the alerts that fell due. Rooms first: people
/// stand before them.
/// </summary>
public sealed partial class MailboxCatchUp(Catalog catalog, IGrainFactory grains, ILogger<MailboxCatchUp> log) : BackgroundService
{
    private const int PageSize = 500;
    private const int AtOnce = 32;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var rooms = await CatchUpAsync(
                after => catalog.ListWorkspacesAsync(after, PageSize), row => row.Mail, row => row.CalendarEnabled,
                mail => grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(mail)), stoppingToken);
            var users = await CatchUpAsync(
                after => catalog.ListUsersAsync(after, PageSize), row => row.Mail, row => row.Enabled,
                mail => grains.GetGrain<IUserGrain>(GrainKeys.User(mail)), stoppingToken);
            LogDone(log, rooms, users);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped(log);
        }
    }

    private async Task<int> CatchUpAsync<TRow>(
        Func<string?, Task<IReadOnlyList<TRow>>> read, Func<TRow, string> mailOf, Func<TRow, bool> isEnabled,
        Func<string, IMailboxGrain> grainOf, CancellationToken cancellationToken)
    {
        var count = 0;
        for (var page = await read(null); page.Count > 0; page = await read(mailOf(page[^1])))
        {
            var enabled = page.Where(isEnabled).ToList();
            await Parallel.ForEachAsync(
                enabled,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (row, _) => await TryCatchUpAsync(grainOf(mailOf(row))));
            count += enabled.Count;
        }
        return count;
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

    [LoggerMessage(Level = LogLevel.Error, Message = "A mailbox could not be woken after the start; its reminder will")]
    private static partial void LogFailed(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "After the start {Rooms} rooms and {Users} users look for what they missed")]
    private static partial void LogDone(ILogger logger, int rooms, int users);

    [LoggerMessage(Level = LogLevel.Information, Message = "The host stops before every mailbox has looked for what it missed")]
    private static partial void LogStopped(ILogger logger);
}
