using System.Collections.Immutable;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Rooms;

/// <summary>What becomes of a room's meetings in TMS after a read of its calendar, by the ids of the series that the room tells. Pure.</summary>
internal sealed class RoomTmsPlan
{
    private const string KeyPrefix = "tms:";
    private static readonly TimeSpan s_wait = TimeSpan.FromHours(1);
    private readonly Dictionary<string, (ShownMeeting Shown, MeetingSighting Sighting)> _wanted = [];
    private readonly HashSet<string> _asBefore = [];
    private readonly List<RoomFailure> _failures = [];
    private readonly Dictionary<string, string> _marks = [];
    private readonly Dictionary<string, DateTimeOffset> _awaited = [];

    /// <summary>What TMS is to book.</summary>
    public IReadOnlyDictionary<string, (ShownMeeting Shown, MeetingSighting Sighting)> Wanted => _wanted;

    /// <summary>What stays as it is: it is not known now, or runs.</summary>
    public IReadOnlySet<string> AsBefore => _asBefore;

    /// <summary>Meetings that cannot be told of.</summary>
    public IReadOnlyList<RoomFailure> Failures => _failures;

    /// <summary>What failures are known by.</summary>
    public static string KeyOf(string uid) => KeyPrefix + uid;

    /// <summary>Whether something that failed is a meeting's in TMS.</summary>
    public static bool IsKey(string key) => key.StartsWith(KeyPrefix, StringComparison.Ordinal);

    /// <summary>Whether a meeting that its organizer's mailbox does not show was waited for long enough: notifications and tries of a user take minutes.</summary>
    public static bool IsAwaitedNoMore(DateTimeOffset since, DateTimeOffset now) => now - since >= s_wait;

    /// <summary>The address by which a room's system is known, and the system. The address is part of what TMS knows the meetings by, so the choice must stay the same.</summary>
    /// <param name="systems">The systems of the room's addresses.</param>
    /// <param name="mail">The workspace's own address, in lower case.</param>
    /// <param name="mailbox">The primary address of its mailbox, in lower case; null while it is not known.</param>
    public static (string Room, long System)? SystemOf(IReadOnlyDictionary<string, long> systems, string mail, string? mailbox) =>
        systems.TryGetValue(mail, out var own) ? (mail, own)
        : mailbox is not null && systems.TryGetValue(mailbox, out var primary) ? (mailbox, primary)
        : null;

    /// <param name="shown">The meetings that devices show.</param>
    /// <param name="room">The room's mail address, as TMS's system is known by.</param>
    /// <param name="watchOf">What is known of the organizer's mailbox; null when he is no user.</param>
    /// <param name="before">What was known after the last read.</param>
    /// <param name="rules">The rules by which links are found.</param>
    /// <param name="now">The present.</param>
    /// <param name="unread">Days of which nothing is known now.</param>
    public static RoomTmsPlan Make(
        IEnumerable<ShownMeeting> shown, string room, Func<ShownMeeting, MailboxWatch?> watchOf, RoomState before, JoinRuleSet rules, DateTimeOffset now,
        IReadOnlyList<RoomDays> unread)
    {
        var plan = new RoomTmsPlan();
        foreach (var one in shown.DistinctBy(one => one.UId))
        {
            var uid = MeetingUId.OfRoom(one.UId, room);
            plan._marks[one.BookingId] = uid;
            var isHeld = before.InTms.ContainsKey(uid);
            var isOrganizers = watchOf(one) is not (null or MailboxWatch.Off) && one is { SeriesUId: not null, IsLeftToRooms: false };
            if (one.IsFailing)
                plan._asBefore.Add(uid);
            else if ((isHeld || !isOrganizers) && plan.TryRead(uid, one, () => RoomSightings.Of(one, room, rules, now)) is { } sighting && sighting.End > now)
                plan.Decide(uid, one, sighting, isOrganizers, isHeld, isAwaited: watchOf(one) == MailboxWatch.Watched, before, now);
        }
        plan.KeepUnread(before, unread);
        return plan;
    }

    /// <summary>No TMS system stands in the room any more, or nobody reads its calendar: what is to come is given up, what runs goes on to its end.</summary>
    /// <param name="before">What was known after the last read.</param>
    /// <param name="now">The present.</param>
    public static RoomTmsPlan GiveUp(RoomState before, DateTimeOffset now)
    {
        var plan = new RoomTmsPlan();
        foreach (var booking in before.Bookings.Where(booking => booking.TmsUid is not null && booking.Start <= now))
        {
            plan._asBefore.Add(booking.TmsUid!);
            plan._marks[booking.BookingId] = booking.TmsUid!;
        }
        return plan;
    }

    /// <summary>Since when meetings are awaited.</summary>
    public ImmutableDictionary<string, DateTimeOffset> AwaitedAfter(ImmutableDictionary<string, DateTimeOffset> before) =>
        before.RemoveRange(before.Keys.Where(uid => !_awaited.ContainsKey(uid))).SetItems(_awaited);

    /// <summary>Noted before it is told: a crash between the two must not leave a booking that nobody gives up.</summary>
    public ImmutableDictionary<string, RoomConference> Noted(ImmutableDictionary<string, RoomConference> before) =>
        before.SetItems(_wanted.Where(one => before.GetValueOrDefault(one.Key)?.End != one.Value.Sighting.End)
            .Select(one => KeyValuePair.Create(one.Key, new RoomConference(one.Value.Sighting.End, before.GetValueOrDefault(one.Key)?.Told ?? ""))));

    /// <summary>The bookings, each with the id of what the room has TMS book for it.</summary>
    /// <param name="bookings">What devices show.</param>
    /// <param name="noted">What the room has TMS book.</param>
    public ImmutableArray<RoomBooking> Marked(ImmutableArray<RoomBooking> bookings, ImmutableDictionary<string, RoomConference> noted) =>
        [.. bookings.Select(booking => Mark(booking, _marks.GetValueOrDefault(booking.BookingId) is { } uid && (_wanted.ContainsKey(uid) || (_asBefore.Contains(uid) && noted.ContainsKey(uid))) ? uid : null))];

    private static RoomBooking Mark(RoomBooking booking, string? uid) => booking.TmsUid == uid ? booking : booking with { TmsUid = uid };

    private void KeepUnread(RoomState before, IReadOnlyList<RoomDays> unread)
    {
        _asBefore.UnionWith(before.InTms.Where(one => unread.Any(days => days.Overlap(one.Value.End.AddMinutes(-1), one.Value.End))).Select(one => one.Key));
        foreach (var booking in before.Bookings.Where(booking => booking.TmsUid is not null && _asBefore.Contains(booking.TmsUid)))
            _marks.TryAdd(booking.BookingId, booking.TmsUid!);
    }

    /// <summary>Who has TMS book what runs goes on with it: to hand it over would end it in TMS.</summary>
    private void Decide(
        string uid, ShownMeeting shown, MeetingSighting sighting, bool isOrganizers, bool isHeld, bool isAwaited, RoomState before, DateTimeOffset now)
    {
        var runs = sighting.Start <= now;
        if (isOrganizers && runs)
            _asBefore.Add(uid);
        if (isOrganizers || (!isHeld && runs && shown.SeriesUId is not null))
            return;
        if (isAwaited && !isHeld)
        {
            _awaited[uid] = before.AwaitedInTms.GetValueOrDefault(uid, now);
            if (!IsAwaitedNoMore(_awaited[uid], now))
                return;
        }
        _wanted[uid] = (shown, sighting);
    }

    /// <summary>One that cannot be read concerns itself alone.</summary>
    private MeetingSighting? TryRead(string uid, ShownMeeting shown, Func<MeetingSighting> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (!MailboxFailures.Is(failure))
        {
            _asBefore.Add(uid);
            _failures.Add(new RoomFailure(KeyOf(uid), RoomOutline.Version([shown.Event]), failure));
            return null;
        }
    }
}
