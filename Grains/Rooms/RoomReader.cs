using System.Collections.Immutable;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Series;
using NodaTime;

namespace HybridCalendar.Grains.Rooms;

/// <summary>Reads a room's calendar and finds out what its devices have to show.</summary>
internal sealed class RoomReader(MailboxServices services, IGrainFactory grains, OrganizationSettings organization)
{
    private const int MostLeftOut = 100;

    /// <param name="mail">The room's address.</param>
    /// <param name="state">What the last read gave.</param>
    /// <param name="now">The window goes from the start of the day before to the end of the last day: it moves once a day.</param>
    /// <param name="besides">What else is to be read for when it changes.</param>
    /// <param name="readShown">Reads what a device shows.</param>
    public async Task<RoomRead> ReadAsync(
        string mail, RoomState state, DateTimeOffset now, string besides, Func<Task<IReadOnlyDictionary<string, Booking>>> readShown)
    {
        var settings = Settings();
        var today = Today(now);
        var questions = new RoomQuestions(services, grains, state.Troubled, now);
        var all = (await services.Calendar.ListAsync(mail, today - settings.Past, today + settings.Ahead)).DistinctBy(ev => ev.Id).ToList();
        var events = all.Where(ev => ev is { IsCancelled: false, Response: not ResponseType.Declined }).ToList();
        var series = await questions.FindMastersAsync(mail, state.Masters, events);
        var uids = events.ToDictionary(ev => ev.Id, ev => UIdsOf(ev, series));
        var answers = await questions.AskSeriesAsync(events.SelectMany(ev => uids[ev.Id].Select(uid => (uid, ev))).ToLookup(pair => pair.uid, pair => pair.ev));
        var failing = events.Where(ev => IsFailing(uids[ev.Id], answers, questions)).Select(ev => ev.Id).ToHashSet();
        var unknown = events.Where(ev => First(uids[ev.Id], answers).Join.State == SeriesJoinState.Unknown && !failing.Contains(ev.Id)).ToList();
        ImmutableArray<string> organizers = [.. unknown.Select(OrganizerOf).Where(address => address.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        var users = await services.Catalog.FindEnabledUsersAsync(organizers);
        var untold = unknown.Where(ev => users.GetValueOrDefault(OrganizerOf(ev))).Select(ev => ev.Id).ToHashSet();
        var joins = events.ToDictionary(ev => ev.Id, ev => failing.Contains(ev.Id) ? First(uids[ev.Id], answers) : Judge(ev, First(uids[ev.Id], answers), users));
        var targets = new Dictionary<string, JoinTarget?>();
        foreach (var ev in events)
            targets[ev.Id] = await questions.TryEventAsync(ev, () => Target(ev, joins[ev.Id].Join));
        var broken = events.Where(ev => questions.Unanswered.Contains(RoomQuestions.EventKey(ev))).Select(ev => ev.Id).ToHashSet();
        failing.UnionWith(broken);
        var gone = all.Except(events).Select(ev => new RoomEvent(ev, null));
        var unlisted = new List<CalendarEvent>();
        var list = BookingProjection.Project(events.Select(ev => new RoomEvent(ev, targets[ev.Id])).Concat(gone), settings, today, (left, failure) =>
        {
            questions.LeaveOut(left.Event, failure);
            unlisted.Add(left.Event);
        });
        var kept = new HashSet<string>();
        if (failing.Count + unlisted.Count > 0)
        {
            var shown = await readShown();
            // What the room declined is not kept, whatever is wrong with it.
            var asBefore = unlisted.Where(ev => joins.ContainsKey(ev.Id)).Select(ev => Find(shown, ev)).OfType<Booking>().ToList();
            list = BookingProjection.Keep(Keep(list, failing, shown), asBefore, settings);
            kept = [.. asBefore.Select(booking => booking.Id)];
        }
        broken.UnionWith(unlisted.Select(ev => ev.Id));
        var byId = all.ToDictionary(ev => ev.Id);
        var before = state.Bookings.ToDictionary(booking => booking.BookingId);
        ImmutableArray<RoomBooking> listed =
        [
            .. list.Bookings.Select(booking => kept.Contains(booking.Id) ? before[booking.Id] : RoomBookings.Describe(
                booking, byId[booking.EventId], joins[booking.EventId].UId, joins[booking.EventId].Join, failing.Contains(booking.EventId),
                isRefused: users.GetValueOrDefault(OrganizerOf(byId[booking.EventId]), true) is false,
                isUntold: untold.Contains(booking.EventId))),
        ];
        var leftOut = list.LeftOut.OrderBy(left => left.Start).Take(MostLeftOut)
            .Select(left => new RoomLeftOut(UIdsOf(byId[left.EventId], series)[^1], left.Start.ToDateTimeOffset(), left.Reason.ToString()));
        var joinable = list.Bookings.Where(booking => booking.JoinTarget is not null).Select(booking => booking.EventId).ToHashSet();
        var copies = events.Where(ev => !ev.IsOrganizer && !broken.Contains(ev.Id)).Select(ev => new SeenCopy(ev, joins[ev.Id].Join.HasText, joinable.Contains(ev.Id)));
        var others = list.Bookings.SelectMany(booking => uids[booking.EventId]).Except(listed.Select(booking => booking.SeriesUid));
        var calendar = RoomOutline.Of(all, today);
        ImmutableArray<string> alsoAsked = [.. others.Order(StringComparer.Ordinal)];
        var outline = RoomOutline.Of(calendar, Basis(today, besides, users), Uids(listed, alsoAsked).Select(uid => (uid, answers[uid])));
        return new RoomRead(list.ToJson(), listed, series, [.. leftOut], [.. copies], outline)
        {
            Calendar = calendar,
            AlsoAsked = alsoAsked,
            Organizers = organizers,
            Kept = [.. list.Bookings.Where(booking => kept.Contains(booking.Id)).Select(booking => (RoomQuestions.EventKey(byId[booking.EventId]), before[booking.Id].Start))],
            Shown =
            [
                .. list.Bookings.Select(booking => new ShownMeeting(
                    booking.Id, byId[booking.EventId], UIdOf(byId[booking.EventId], uids[booking.EventId]), booking.JoinTarget,
                    First(uids[booking.EventId], answers) is (var known, { State: not SeriesJoinState.Unknown }) ? known : null,
                    failing.Contains(booking.EventId) || kept.Contains(booking.Id))),
            ],
            Failures = questions.Failures,
            Unanswered = questions.Unanswered,
        };
    }

    /// <summary>The digest of all that decides the list, for one small call: when it is the one of the last read, so would be the list.</summary>
    /// <param name="mail">The room's address.</param>
    /// <param name="state">What the last read gave.</param>
    /// <param name="now">Gives the window, as for a read.</param>
    /// <param name="besides">What else is to be read for when it changes.</param>
    public async Task<string> ReadOutlineAsync(string mail, RoomState state, DateTimeOffset now, string besides)
    {
        var settings = Settings();
        var today = Today(now);
        var all = await services.Calendar.ListOutlineAsync(mail, today - settings.Past, today + settings.Ahead);
        var users = await services.Catalog.FindEnabledUsersAsync(state.Organizers);
        // What fails is left to its own tries: until one succeeds it answers nothing, as it did to the last read.
        var uids = Uids(state.Bookings, state.AlsoAsked).ToList();
        var asked = uids.Where(uid => !state.Troubled.ContainsKey(GrainKeys.Series(uid))).ToLookup(uid => uid, _ => new CalendarEvent());
        var answers = await new RoomQuestions(services, grains, state.Troubled, now).AskSeriesAsync(asked);
        return RoomOutline.Of(
            RoomOutline.Of(all, today), Basis(today, besides, users), uids.Select(uid => (uid, answers.GetValueOrDefault(uid) ?? new SeriesJoin(SeriesJoinState.Unknown))));
    }

    private static Instant Today(DateTimeOffset now) =>
        Instant.FromDateTimeOffset(now).InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();

    /// <summary>What decides besides the calendar: another version of this program may decide otherwise.</summary>
    private string Basis(Instant today, string besides, IReadOnlyDictionary<string, bool> users) =>
        $"{today} {organization.Version} {services.JoinRules.Current.Digest} {typeof(RoomReader).Module.ModuleVersionId} {besides} "
        + string.Join(' ', users.OrderBy(user => user.Key, StringComparer.Ordinal));

    private static IEnumerable<string> Uids(ImmutableArray<RoomBooking> bookings, ImmutableArray<string> alsoAsked) =>
        bookings.Select(booking => booking.SeriesUid).Union(alsoAsked);

    /// <summary>Whether somebody whose word counts first does not answer.</summary>
    private static bool IsFailing(string[] uids, Dictionary<string, SeriesJoin> answers, RoomQuestions questions)
    {
        foreach (var uid in uids)
        {
            if (questions.Unanswered.Contains(GrainKeys.Series(uid)))
                return true;
            if (Decides(answers[uid]))
                return false;
        }
        return false;
    }

    private static Booking? Find(IReadOnlyDictionary<string, Booking> shown, CalendarEvent ev) =>
        shown.TryGetValue(BookingProjection.IdOf(ev), out var booking) ? booking with { EventId = ev.Id, ICalUId = ev.ICalUId } : null;

    private static BookingList Keep(BookingList list, HashSet<string> failing, IReadOnlyDictionary<string, Booking> shown) => new(
        [
            .. list.Bookings.Select(booking => failing.Contains(booking.EventId) && shown.TryGetValue(booking.Id, out var known) && known.JoinTarget is { } target
                ? booking with { JoinTarget = target, NoButton = null }
                : booking),
        ],
        list.LeftOut);

    private BookingSettings Settings() => new()
    {
        Past = Duration.FromDays(1),
        Ahead = Duration.FromDays(organization.DeviceDays + 1),
        StartBuffer = Duration.FromMinutes(organization.StartBufferMinutes),
        EndBuffer = Duration.FromMinutes(organization.EndBufferMinutes),
        ShowTentative = organization.ShowTentative,
        Masking = organization.TitleMasking,
    };

    /// <summary>
    /// The meetings that may know what to dial, the nearest first: an occurrence that was changed may have something of its own, and
    /// one that the room is invited to alone tells its series by its iCalUId.
    /// </summary>
    private static string[] UIdsOf(CalendarEvent ev, ImmutableDictionary<string, string> masters)
    {
        if (ev.SeriesMasterId is { } master && masters.GetValueOrDefault(master) is { } series)
            return ev.Type == EventType.Exception ? [MeetingUId.OfOccurrence(ev, series), series] : [series];
        var own = ev.ICalUId ?? ev.Id;
        return MeetingUId.OfSeries(own) is var whole && whole != own ? [own, whole] : [own];
    }

    private static string UIdOf(CalendarEvent ev, string[] uids) => ev.SeriesMasterId is null ? ev.ICalUId ?? ev.Id : MeetingUId.OfOccurrence(ev, uids[^1]);

    /// <summary>An occurrence without anything of its own is like its series.</summary>
    private static (string UId, SeriesJoin Join) First(string[] uids, Dictionary<string, SeriesJoin> answers)
    {
        var uid = Array.Find(uids, uid => Decides(answers[uid])) ?? uids[^1];
        return (uid, answers[uid]);
    }

    private static bool Decides(SeriesJoin join) => join.State is not (SeriesJoinState.Unknown or SeriesJoinState.Nothing);

    /// <summary>Of an organizer whose mailbox we can use we know all meetings that ask for something or offer something: this is none of them.</summary>
    private static (string UId, SeriesJoin Join) Judge(CalendarEvent ev, (string UId, SeriesJoin Join) found, IReadOnlyDictionary<string, bool> users) =>
        found.Join.State == SeriesJoinState.Unknown && users.GetValueOrDefault(OrganizerOf(ev))
            ? (found.UId, new SeriesJoin(SeriesJoinState.Nothing, HasText: false))
            : found;

    private static string OrganizerOf(CalendarEvent ev) => GrainKeys.Normalize(ev.Organizer?.Address ?? "");

    /// <summary>Our own join details win, and are waited for; then what the room's copy says; then what only the organizer's copy still says.</summary>
    private JoinTarget? Target(CalendarEvent ev, SeriesJoin join)
    {
        if (join.State == SeriesJoinState.Pending)
            return null;
        if (join.Target is { FoundIn: FoundIn.JoinDetails } own)
            return own.ToJoinTarget();
        // Our own block is no text of the organizer's: it may be a leftover of a keyword that is gone.
        var ownText = ev with { Body = JoinBlock.Remove(ev.Body, organization.CustomTexts()) };
        return JoinTargetFinder.Find(ownText, services.JoinRules.Current).Target ?? join.Target?.ToJoinTarget();
    }
}
