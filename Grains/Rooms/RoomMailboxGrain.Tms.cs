using System.Collections.Immutable;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Rooms;

/// <content>
/// A TMS room's own calendar is all that we see of meetings whose organizers' mailboxes nobody watches: it has TMS book the room for each
/// occurrence that devices would hold.
/// </content>
internal sealed partial class RoomMailboxGrain
{
    private const string TmsPrefix = "tms:";

    public Task TmsSystemChanged()
    {
        if (IsEnabled)
            ReadSoon();
        return Task.CompletedTask;
    }

    /// <summary>The address by which TMS's system is known, and the system; null when none stands in the room.</summary>
    private async Task<(string Room, long System)?> FindSystemAsync()
    {
        var systems = await tmsRooms.FindSystemsAsync([Mail, State.Mailbox ?? Mail]);
        return systems.Count == 0 ? null : systems.Select(pair => (pair.Key, pair.Value)).First();
    }

    /// <summary>What TMS is to book, by the ids of their series.</summary>
    private async Task<Dictionary<string, (ShownMeeting Shown, MeetingSighting Sighting)>> FindForTmsAsync(RoomRead read, string room)
    {
        var users = await Services.Catalog.FindUsersAsync(read.Shown.Select(shown => shown.Organizer).Where(address => address.Length > 0).Distinct());
        return read.Shown.Where(shown => !shown.IsFailing && !IsWatched(shown, users)).DistinctBy(shown => shown.UId)
            .Select(shown => (shown, RoomSightings.Of(shown, room, Services.JoinRules.Current, Now)))
            .ToDictionary(one => one.Item2.ICalUId);
    }

    /// <summary>Of an organizer whose mailbox is refused for now, what is known counts.</summary>
    private static bool IsWatched(ShownMeeting shown, IReadOnlyDictionary<string, MailboxWatch> users) =>
        users.TryGetValue(shown.Organizer, out var watch) && watch != MailboxWatch.Off && (watch != MailboxWatch.Refused || shown.SeriesUId is not null);

    /// <summary>Noted before it is told: a crash between the two must not leave a booking that nobody gives up.</summary>
    private static ImmutableDictionary<string, RoomConference> Noted(
        ImmutableDictionary<string, RoomConference> before, Dictionary<string, (ShownMeeting Shown, MeetingSighting Sighting)> wanted) =>
        before.SetItems(wanted.Where(one => before.GetValueOrDefault(one.Key)?.End != one.Value.Sighting.End)
            .Select(one => KeyValuePair.Create(one.Key, new RoomConference(one.Value.Sighting.End, before.GetValueOrDefault(one.Key)?.Told ?? ""))));

    private static ImmutableArray<RoomBooking> Marked(ImmutableArray<RoomBooking> bookings, Dictionary<string, (ShownMeeting Shown, MeetingSighting Sighting)> wanted)
    {
        var uids = wanted.ToDictionary(one => one.Value.Shown.BookingId, one => one.Key);
        return [.. bookings.Select(booking => booking.TmsUid == uids.GetValueOrDefault(booking.BookingId) ? booking : booking with { TmsUid = uids.GetValueOrDefault(booking.BookingId) })];
    }

    /// <summary>Tells the series what TMS is to book and to give up. What was given up goes first: it may be in the way.</summary>
    /// <param name="wanted">What TMS is to book.</param>
    /// <param name="failing">What is not known now, and stays as it is.</param>
    /// <param name="system">The room's system.</param>
    private async Task TellTmsAsync(
        Dictionary<string, (ShownMeeting Shown, MeetingSighting Sighting)> wanted, HashSet<string> failing, long system)
    {
        var (held, troubled) = (State.InTms, State.Troubled);
        foreach (var (uid, known) in State.InTms.Where(one => !wanted.ContainsKey(one.Key) && !failing.Contains(one.Key)))
        {
            // What is over is forgotten by itself.
            if (known.End <= Now || await TryTellTmsAsync(uid, version: null, () => Series(uid).Removed()))
                (held, troubled) = (held.Remove(uid), troubled.Remove(TmsPrefix + uid));
        }
        foreach (var (uid, (shown, sighting)) in wanted)
        {
            var digest = RoomSightings.Digest(sighting, system);
            if (held[uid].Told != digest && await TryTellTmsAsync(uid, digest, () => BookAsync(shown, sighting)))
                (held, troubled) = (held.SetItem(uid, held[uid] with { Told = digest }), troubled.Remove(TmsPrefix + uid));
        }
        if (held != State.InTms || troubled != State.Troubled)
            await WriteAsync(State with { InTms = held, Troubled = troubled });

        async Task<bool> TryTellTmsAsync(string uid, string? version, Func<Task> tell)
        {
            var key = TmsPrefix + uid;
            if (troubled.TryGetValue(key, out var trouble) && trouble.Version == version && Now < trouble.NextTry)
                return false;
            try
            {
                await tell();
                return true;
            }
            catch (Exception failure) when (!MailboxFailures.Is(failure))
            {
                troubled = WithTrouble(troubled, key, version, failure);
                return false;
            }
        }
    }

    /// <summary>The organizer's own series may have had TMS book the room while his mailbox was watched.</summary>
    private async Task BookAsync(ShownMeeting shown, MeetingSighting sighting)
    {
        if (shown.SeriesUId is { } series)
            await Series(series).RoomTakesOver(sighting.Rooms[0]);
        await Series(sighting.ICalUId).Saw(sighting);
    }

    /// <summary>Nobody sees the room's calendar any more.</summary>
    private async Task GiveUpTmsAsync()
    {
        foreach (var uid in State.InTms.Where(one => one.Value.End > Now).Select(one => one.Key))
            await Series(uid).Removed();
    }

    private IMeetingSeriesGrain Series(string uid) => GrainFactory.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(uid));
}
