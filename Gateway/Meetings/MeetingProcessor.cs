using HybridCalendar.Gateway.Api;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Meetings;

/// <summary>Has a meeting processed again: what was refused is asked again, and its mailboxes are read again.</summary>
internal sealed class MeetingProcessor(IGrainFactory grains, Catalog catalog)
{
    private const int MostRooms = 20;

    /// <param name="iCalUId">The meeting or series.</param>
    /// <param name="room">A room that is asked for although nothing says that it is invited; null for none.</param>
    /// <returns>False when nobody knows the meeting, and no room is named.</returns>
    public async Task<bool> ProcessAsync(string iCalUId, string? room)
    {
        var copy = await grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(iCalUId)).ProcessAgain();
        var rooms = (await catalog.ListRoomsOfAsync(iCalUId)).Union(room is not null && MailAddress.FindProblem(room) is null ? [GrainKeys.Normalize(room)] : []).Take(MostRooms).ToList();
        // One mailbox that fails keeps no other from being read.
        await Task.WhenAll(
        [
            .. rooms.Select(mail => grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(mail)).Reconcile()),
            copy is null ? Task.CompletedTask : grains.GetGrain<IUserGrain>(GrainKeys.User(copy.Organizer)).ReadAgain(copy.EventId),
        ]);
        return copy is not null || rooms.Count > 0;
    }
}
