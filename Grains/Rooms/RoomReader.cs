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
    /// <param name="masters">Series masters that are known already.</param>
    /// <param name="now">The window goes from the start of the day before to the end of the last day: it moves once a day.</param>
    /// <param name="besides">What else is to be read for when it changes.</param>
    public async Task<RoomRead> ReadAsync(string mail, ImmutableDictionary<string, string> masters, DateTimeOffset now, string besides)
    {
        var settings = Settings();
        var today = Today(now);
        var all = (await services.Calendar.ListAsync(mail, today - settings.Past, today + settings.Ahead)).DistinctBy(ev => ev.Id).ToList();
        var events = all.Where(ev => ev is { IsCancelled: false, Response: not ResponseType.Declined }).ToList();
        var series = await FindMastersAsync(mail, masters, events);
        var uids = events.ToDictionary(ev => ev.Id, ev => UIdsOf(ev, series));
        var answers = await AskSeriesAsync([.. uids.Values.SelectMany(of => of).Distinct()]);
        var watched = await FindWatchedAsync(events.Where(ev => First(uids[ev.Id], answers).Join.State == SeriesJoinState.Unknown));
        var joins = events.ToDictionary(ev => ev.Id, ev => Judge(ev, First(uids[ev.Id], answers), watched));
        var gone = all.Except(events).Select(ev => new RoomEvent(ev, null));
        var list = BookingProjection.Project(events.Select(ev => new RoomEvent(ev, Target(ev, joins[ev.Id].Join))).Concat(gone), settings, today);
        var byId = all.ToDictionary(ev => ev.Id);
        var bookings = list.Bookings.Select(booking => Describe(booking, byId[booking.EventId], joins[booking.EventId].UId, joins[booking.EventId].Join));
        var leftOut = list.LeftOut.OrderBy(left => left.Start).Take(MostLeftOut)
            .Select(left => new RoomLeftOut(UIdsOf(byId[left.EventId], series)[^1], left.Start.ToDateTimeOffset(), left.Reason.ToString()));
        var joinable = list.Bookings.Where(booking => booking.JoinTarget is not null).Select(booking => booking.EventId).ToHashSet();
        var copies = events.Where(ev => !ev.IsOrganizer).Select(ev => new SeenCopy(ev, joins[ev.Id].Join.HasText, joinable.Contains(ev.Id)));
        ImmutableArray<RoomBooking> listed = [.. bookings];
        return new RoomRead(list.ToJson(), listed, series, [.. leftOut], [.. copies], RoomOutline.Of(all, Basis(today, besides), Answers(listed, answers)));
    }

    /// <summary>The digest of all that decides the list, for one small call: when it is the one of the last read, so would be the list.</summary>
    /// <param name="mail">The room's address.</param>
    /// <param name="bookings">What the last read gave.</param>
    /// <param name="now">Gives the window, as for a read.</param>
    /// <param name="besides">What else is to be read for when it changes.</param>
    public async Task<string> ReadOutlineAsync(string mail, ImmutableArray<RoomBooking> bookings, DateTimeOffset now, string besides)
    {
        var settings = Settings();
        var today = Today(now);
        var all = await services.Calendar.ListOutlineAsync(mail, today - settings.Past, today + settings.Ahead);
        var joins = await AskSeriesAsync([.. bookings.Select(booking => booking.SeriesUid).Distinct()]);
        return RoomOutline.Of(all, Basis(today, besides), Answers(bookings, joins));
    }

    private static Instant Today(DateTimeOffset now) =>
        Instant.FromDateTimeOffset(now).InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();

    /// <summary>What decides besides the calendar: another version of this program may decide otherwise.</summary>
    private string Basis(Instant today, string besides) =>
        $"{today} {organization.Version} {services.JoinRules.Current.Digest} {typeof(RoomReader).Module.ModuleVersionId} {besides}";

    private static IEnumerable<(string Uid, SeriesJoin Join)> Answers(ImmutableArray<RoomBooking> bookings, Dictionary<string, SeriesJoin> joins) =>
        bookings.Select(booking => booking.SeriesUid).Distinct().Select(uid => (uid, joins[uid]));

    private BookingSettings Settings() => new()
    {
        Past = Duration.FromDays(1),
        Ahead = Duration.FromDays(organization.DeviceDays + 1),
        StartBuffer = Duration.FromMinutes(organization.StartBufferMinutes),
        EndBuffer = Duration.FromMinutes(organization.EndBufferMinutes),
        ShowTentative = organization.ShowTentative,
        Masking = organization.TitleMasking,
    };

    private async Task<ImmutableDictionary<string, string>> FindMastersAsync(
        string mail, ImmutableDictionary<string, string> known, IEnumerable<CalendarEvent> events)
    {
        var found = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var id in events.Select(ev => ev.SeriesMasterId).OfType<string>().Distinct())
        {
            var uid = known.GetValueOrDefault(id) ?? (await services.Calendar.GetEventAsync(mail, id))?.ICalUId;
            if (uid is not null)
                found[id] = uid;
        }
        return found.ToImmutable();
    }

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

    /// <summary>An occurrence without anything of its own is like its series.</summary>
    private static (string UId, SeriesJoin Join) First(string[] uids, Dictionary<string, SeriesJoin> answers)
    {
        var uid = Array.Find(uids, uid => answers[uid].State is not (SeriesJoinState.Unknown or SeriesJoinState.Nothing)) ?? uids[^1];
        return (uid, answers[uid]);
    }

    /// <summary>Most meetings were never asked about: the catalog spares waking a grain for each of them.</summary>
    private async Task<Dictionary<string, SeriesJoin>> AskSeriesAsync(IReadOnlyCollection<string> uids)
    {
        var known = await services.Catalog.FindMeetingsAsync(uids);
        var answers = uids.Select(async uid => (uid, known.Contains(uid)
            ? await grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(uid)).GetJoin()
            : new SeriesJoin(SeriesJoinState.Unknown)));
        return (await Task.WhenAll(answers)).ToDictionary(answer => answer.uid, answer => answer.Item2);
    }

    private async Task<IReadOnlyCollection<string>> FindWatchedAsync(IEnumerable<CalendarEvent> unknown) =>
        await services.Catalog.FindEnabledUsersAsync([.. unknown.Select(OrganizerOf).Where(mail => mail.Length > 0).Distinct()]);

    /// <summary>Of a watched organizer we know all meetings that ask for something or offer something: this is none of them.</summary>
    private static (string UId, SeriesJoin Join) Judge(CalendarEvent ev, (string UId, SeriesJoin Join) found, IReadOnlyCollection<string> watched) =>
        found.Join.State == SeriesJoinState.Unknown && watched.Contains(OrganizerOf(ev))
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

    private static RoomBooking Describe(Booking booking, CalendarEvent copy, string seriesUid, SeriesJoin join)
    {
        var reason = WhyNoButton(booking.NoButton, copy, join.State);
        return new RoomBooking(
            booking.Id,
            seriesUid,
            booking.StartTime.ToDateTimeOffset(),
            (booking.EndTime + Duration.FromSeconds(booking.EndBufferSeconds)).ToDateTimeOffset(),
            booking.JoinTarget is null ? null : (booking.StartTime - Duration.FromSeconds(booking.StartBufferSeconds)).ToDateTimeOffset(),
            booking.JoinTarget?.Rule,
            reason?.ToString(),
            reason == NoButtonReason.JoinDetailsRefused ? join.Problem : null);
    }

    /// <summary>Nothing was found to join: the series, or that there is none, tells more of why.</summary>
    private static NoButtonReason? WhyNoButton(NoButtonReason? reason, CalendarEvent copy, SeriesJoinState join) => (reason, join) switch
    {
        (NoButtonReason.NothingToJoin, SeriesJoinState.Pending) => NoButtonReason.JoinDetailsAwaited,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Failed) => NoButtonReason.JoinDetailsRefused,
        (NoButtonReason.NothingToJoin, SeriesJoinState.BeyondHorizon) => NoButtonReason.BeyondHorizon,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown) when copy.IsOrganizer => NoButtonReason.NothingToJoin,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown) when KeywordFinder.Find(copy.Location) is not null => NoButtonReason.KeywordOfUnknownOrganizer,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown) when !InvitationText.IsPresent(copy.Body) => NoButtonReason.TextRemoved,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown) => NoButtonReason.OrganizerUnknown,
        _ => reason,
    };
}
