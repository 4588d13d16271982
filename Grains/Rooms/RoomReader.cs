using System.Collections.Immutable;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Catalogs;
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
    /// <param name="mayLeaveOut">Whether days may be left out that did not fail before.</param>
    /// <param name="answers">What series answered before.</param>
    public async Task<RoomRead> ReadAsync(
        string mail, RoomState state, DateTimeOffset now, string besides, Func<Task<IReadOnlyDictionary<string, Booking>>> readShown, bool mayLeaveOut, RoomAnswers answers)
    {
        var today = Today(now);
        answers.Begin($"{organization.Version} {services.Restores.Count}");
        var questions = new RoomQuestions(services, grains, state.Troubled, now, answers);
        var window = new RoomWindow(services.Calendar, mail, state.Troubled, now);
        var all = await window.ReadAsync(WindowOf(today), mayLeaveOut);
        foreach (var (days, failure) in window.Unread)
            questions.LeaveOut(days, failure);
        var seen = await AskAsync(mail, state, [.. all.DistinctBy(ev => ev.Id)], [.. window.Unread.Keys], questions);
        var listed = await ListAsync(seen, state, today, questions, readShown);
        return Describe(seen, listed, state, today, besides) with { Failures = questions.Failures, Unanswered = questions.Unanswered };
    }

    /// <summary>Asks about the calendar's meetings whoever may know of them.</summary>
    private async Task<SeenRoom> AskAsync(string mail, RoomState state, IReadOnlyList<CalendarEvent> all, IReadOnlyList<RoomDays> unread, RoomQuestions questions)
    {
        var events = all.Where(ev => ev is { IsCancelled: false, Response: not ResponseType.Declined }).ToList();
        var masters = await questions.FindMastersAsync(mail, state.Masters, events);
        var uids = events.ToDictionary(ev => ev.Id, ev => RoomWord.UIdsOf(ev, masters));
        var answers = await questions.AskSeriesAsync(events.SelectMany(ev => uids[ev.Id].Select(uid => (uid, ev))).ToLookup(pair => pair.uid, pair => pair.ev));
        ImmutableArray<string> organizers =
            [.. events.Where(ev => !ev.IsOrganizer).Select(SeenRoom.OrganizerOf).Where(address => address.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        var seen = new SeenRoom
        {
            All = all,
            Unread = unread,
            Events = events,
            Masters = masters,
            Answers = answers,
            Failing = events.Where(ev => IsFailing(uids[ev.Id], answers, questions)).Select(ev => ev.Id).ToHashSet(),
            Organizers = organizers,
            Users = await services.Catalog.FindUsersAsync(organizers),
        };
        return seen with { Joins = events.ToDictionary(ev => ev.Id, ev => RoomWord.First(ev, uids[ev.Id], answers, seen.WatchOf(ev))) };
    }

    /// <summary>Puts together what devices are to show. What cannot be processed now stays as it is shown.</summary>
    private async Task<ListedRoom> ListAsync(
        SeenRoom seen, RoomState state, Instant today, RoomQuestions questions, Func<Task<IReadOnlyDictionary<string, Booking>>> readShown)
    {
        var targets = new Dictionary<string, JoinTarget?>();
        foreach (var ev in seen.Events)
            targets[ev.Id] = await questions.TryEventAsync(ev, () => Target(ev, seen.Joins[ev.Id].Join));
        var broken = seen.Events.Where(ev => questions.Unanswered.Contains(RoomQuestions.EventKey(ev))).Select(ev => ev.Id).ToHashSet();
        var failing = seen.Failing.Union(broken).ToHashSet();
        var gone = seen.All.Except(seen.Events).Select(ev => new RoomEvent(ev, null));
        var unlisted = new List<CalendarEvent>();
        var list = BookingProjection.Project(seen.Events.Select(ev => new RoomEvent(ev, targets[ev.Id])).Concat(gone), Settings(), today, (left, failure) =>
        {
            questions.LeaveOut(left.Event, failure);
            unlisted.Add(left.Event);
        });
        broken.UnionWith(unlisted.Select(ev => ev.Id));
        if (failing.Count + unlisted.Count + seen.Unread.Count == 0)
            return new ListedRoom(list, failing, broken, [], []);
        var shown = await readShown();
        // What the room declined is not kept, whatever is wrong with it.
        var asBefore = unlisted.Where(ev => seen.Joins.ContainsKey(ev.Id)).Select(ev => Find(shown, ev)).OfType<Booking>().ToList();
        var unseen = Unseen(seen, state);
        var unseenShown = unseen.Where(booking => shown.ContainsKey(booking.BookingId)).Select(booking => shown[booking.BookingId] with { EventId = booking.BookingId });
        list = BookingProjection.Keep(Keep(list, failing, shown), [.. asBefore, .. unseenShown], Settings());
        return new ListedRoom(list, failing, broken, [.. asBefore.Select(booking => booking.Id)], unseen);
    }

    /// <summary>What was moved out of such days, or declined there, may have been read elsewhere.</summary>
    private static ImmutableArray<RoomBooking> Unseen(SeenRoom seen, RoomState state)
    {
        if (seen.Unread.Count == 0)
            return [];
        var read = seen.All.Select(BookingProjection.IdOf).ToHashSet();
        return [.. state.Bookings.Where(booking => seen.Unread.Any(days => days.Overlap(booking.Start, booking.End)) && !read.Contains(booking.BookingId))];
    }

    /// <summary>What the room has to remember of it.</summary>
    private RoomRead Describe(SeenRoom seen, ListedRoom listed, RoomState state, Instant today, string besides)
    {
        var (list, failing, broken, kept, unseen) = listed;
        var before = state.Bookings.ToDictionary(booking => booking.BookingId);
        var byId = seen.All.ToDictionary(ev => ev.Id);
        var read = list.Bookings.ExceptBy(unseen.Select(booking => booking.BookingId), booking => booking.Id).ToList();
        ImmutableArray<RoomBooking> bookings =
        [
            .. read.Select(booking => kept.Contains(booking.Id) ? before[booking.Id] : RoomBookings.Describe(
                booking, byId[booking.EventId], seen.Joins[booking.EventId].UId, seen.Joins[booking.EventId].Join, failing.Contains(booking.EventId),
                seen.WatchOf(byId[booking.EventId]))).Concat(unseen).OrderBy(booking => booking.Start),
        ];
        var leftOut = list.LeftOut
            .Select(left => new RoomLeftOut(RoomWord.UIdsOf(byId[left.EventId], seen.Masters)[^1], left.Start.ToDateTimeOffset(), left.Reason.ToString()))
            .Union(state.LeftOut.Where(left => seen.Unread.Any(days => days.Overlap(left.Start, left.Start.AddMinutes(1)))))
            .OrderBy(left => left.Start).Take(MostLeftOut);
        var joinable = read.Where(booking => booking.JoinTarget is not null).Select(booking => booking.EventId).ToHashSet();
        var copies = seen.Events.Where(ev => !ev.IsOrganizer && !broken.Contains(ev.Id))
            .Select(ev => new SeenCopy(ev, seen.Joins[ev.Id].Join.HasText, joinable.Contains(ev.Id)));
        // Occurrences that look unchanged are many, and tell their rooms themselves.
        var others = read.Where(booking => byId[booking.EventId].Type != EventType.Occurrence)
            .SelectMany(booking => RoomWord.UIdsOf(byId[booking.EventId], seen.Masters)).Except(bookings.Select(booking => booking.SeriesUid));
        ImmutableArray<string> alsoAsked = [.. others.Order(StringComparer.Ordinal)];
        var calendar = RoomOutline.Of(seen.All, today);
        var outline = RoomOutline.Of(calendar, Basis(today, besides, seen.Users), Uids(bookings, alsoAsked).Select(uid => (uid, seen.Answers.GetValueOrDefault(uid) ?? SeriesJoin.Unknown)));
        return new RoomRead(list.ToJson(), bookings, seen.Masters, [.. leftOut], [.. copies], outline)
        {
            Calendar = calendar,
            AlsoAsked = alsoAsked,
            Organizers = seen.Organizers,
            Kept = [.. read.Where(booking => kept.Contains(booking.Id)).Select(booking => (RoomQuestions.EventKey(byId[booking.EventId]), before[booking.Id].Start))],
            Shown = [.. read.Select(booking => Describe(booking, byId[booking.EventId], seen, failing.Contains(booking.EventId) || kept.Contains(booking.Id)))],
            Unread = seen.Unread,
        };
    }

    private static ShownMeeting Describe(Booking booking, CalendarEvent ev, SeenRoom seen, bool isFailing)
    {
        var uids = RoomWord.UIdsOf(ev, seen.Masters);
        var (known, join) = RoomWord.First(ev, uids, seen.Answers, watch: null);
        return new ShownMeeting(
            booking.Id, ev, ev.SeriesMasterId is null ? ev.ICalUId ?? ev.Id : MeetingUId.OfOccurrence(ev, uids[^1]), booking.JoinTarget,
            join.State == SeriesJoinState.Unknown ? null : known, isFailing)
        {
            IsLeftToRooms = join.IsLeftToRooms,
        };
    }

    /// <summary>The digest of all that decides the list, for one small call: when it is the one of the last read, so would be the list.</summary>
    /// <param name="mail">The room's address.</param>
    /// <param name="state">What the last read gave.</param>
    /// <param name="now">Gives the window, as for a read.</param>
    /// <param name="besides">What else is to be read for when it changes.</param>
    public async Task<string> ReadOutlineAsync(string mail, RoomState state, DateTimeOffset now, string besides)
    {
        var today = Today(now);
        var window = WindowOf(today);
        var all = await services.Calendar.ListOutlineAsync(mail, window.From, window.To);
        var users = await services.Catalog.FindUsersAsync(state.Organizers);
        // What fails is left to its own tries: until one succeeds it answers nothing, as it did to the last read.
        var uids = Uids(state.Bookings, state.AlsoAsked).ToList();
        var asked = uids.Where(uid => !state.Troubled.ContainsKey(GrainKeys.Series(uid))).ToLookup(uid => uid, _ => new CalendarEvent());
        var answers = await new RoomQuestions(services, grains, state.Troubled, now).AskSeriesAsync(asked);
        return RoomOutline.Of(
            RoomOutline.Of(all, today), Basis(today, besides, users), uids.Select(uid => (uid, answers.GetValueOrDefault(uid) ?? SeriesJoin.Unknown)));
    }

    private static Instant Today(DateTimeOffset now) =>
        Instant.FromDateTimeOffset(now).InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();

    private RoomDays WindowOf(Instant today)
    {
        var settings = Settings();
        return new RoomDays((today - settings.Past).InUtc().Date, (today + settings.Ahead).InUtc().Date);
    }

    /// <summary>
    /// What decides besides the calendar: another version of this program may decide otherwise. What a restored database says of the devices is of
    /// before, so that all is read and shown again though the calendar may be as it was.
    /// </summary>
    private string Basis(Instant today, string besides, IReadOnlyDictionary<string, MailboxWatch> users) =>
        $"{today} {organization.Version} {services.JoinRules.Current.Digest} {typeof(RoomReader).Module.ModuleVersionId} {services.Restores.Count} {besides} "
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
            if (RoomWord.Decides(answers[uid]))
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
