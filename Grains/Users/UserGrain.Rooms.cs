using HybridCalendar.Grains.Rooms;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace HybridCalendar.Grains.Users;

/// <content>
/// Rooms take the word of an organizer whose calendar is read, and else what their own copies say: they look anew when the one becomes the other.
/// </content>
internal sealed partial class UserGrain
{
    private bool? _isPublishedUnread;

    /// <summary>The calendar was read, or looked at.</summary>
    /// <param name="wasUnread">Whether what was known of it before was old.</param>
    private async Task TellReadAsync(bool wasUnread)
    {
        // Of a new activation it is not known what was published: a crash may have come before it.
        if (_isPublishedUnread != IsUnread)
            await PublishAsync();
        if (wasUnread)
            await TellRoomsAsync();
    }

    /// <summary>A room that is not told finds out by its next look.</summary>
    private async Task TellRoomsAsync()
    {
        try
        {
            var rooms = await Services.Catalog.ListRoomsOfOrganizerAsync(Mail, Now.ToUnixTimeMilliseconds());
            await Task.WhenAll(rooms.Select(room => GrainFactory.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(room)).CatchUp()));
        }
        catch (Exception failure) when (failure is not InconsistentStateException)
        {
            // Whatever keeps rooms from being told must not keep the user from being switched; the failure is logged.
            LogRoomsNotTold(Services.Log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rooms could not be told that a user was switched on or off; they find out by their next look")]
    private static partial void LogRoomsNotTold(ILogger logger, Exception failure);
}
