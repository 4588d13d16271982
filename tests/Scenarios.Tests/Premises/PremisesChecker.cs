using System.Globalization;
using System.Text.RegularExpressions;
using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Tms;
using HybridCalendar.Sandbox.Tms.Control;
using HybridCalendar.Scenarios.Tests.Check;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>
/// Works out from the Sandbox's calendars what TMS must list, what premises devices must show and what invitations must hold, and names
/// every difference. Shares no rule and no code with the product.
/// </summary>
internal sealed partial class PremisesChecker(IServiceProvider sandbox, TimeProvider time)
{
    private const int DaysChecked = 30;

    /// <summary>An invitation has its address however far ahead the meeting is; less than the horizon.</summary>
    private const int DaysOfInvitations = 140;

    /// <summary>TMS tells devices three days; the last hours of them come and go with the clock.</summary>
    private const int DeviceHours = 70;

    private readonly GraphWorld _graph = sandbox.GetRequiredService<GraphWorld>();
    private readonly DeviceFleet _fleet = sandbox.GetRequiredService<DeviceFleet>();
    private readonly TmsWorld _tms = sandbox.GetRequiredService<TmsWorld>();

    /// <returns>Everything that is not as it must be; nothing when all is well.</returns>
    public IReadOnlyList<string> FindDifferences(PremisesCast cast, IReadOnlyCollection<PremisesMeeting> meetings, IReadOnlyCollection<Stranger> strangers)
    {
        if (_graph.IsMailUnderWay(cast.Mailboxes))
            return ["Mail is still under way."];
        var limit = time.GetUtcNow().AddDays(DaysChecked);
        var all = ConferenceList.Of(_tms).Where(row => row.Title.EndsWith($" {cast.Label}", StringComparison.Ordinal) && row.Status is not ("Deleted" or "Finished")).ToList();
        var rows = all.FindAll(row => row.Start < limit && !Waits(row, meetings));
        var far = all.FindAll(row => row.Start >= limit);
        var wanted = meetings.SelectMany(meeting => Wanted(meeting, cast)).ToList();
        var taken = wanted.Where(one => one.SystemIds.Any(system => strangers.Any(stranger => stranger.Takes(system, one.Start, one.End)))).ToHashSet();
        List<string> near =
        [
            .. Differ("TMS", wanted, rows.Select(Listed)),
            .. all.Where(row => row.ExternalService != ExternalService.CalendarConnector).Select(row => $"'{row.Title}' is of '{row.ExternalService}'"),
            .. wanted.Select(one => (one, RowOf(rows, one)?.Status)).Where(one => one.Status is not null && one.Status != StatusOf(one.one, taken))
                .Select(one => $"TMS calls {one.one} {one.Status}, not {StatusOf(one.one, taken)}"),
            .. meetings.SelectMany(meeting => FindInRunning(meeting, rows)),
            .. meetings.Where(meeting => !meeting.IsOver).SelectMany(meeting => FindInInvitation(meeting, cast, all)),
            .. cast.Rooms.SelectMany(room => FindOnDevice(room, [.. wanted.Where(one => !taken.Contains(one))], rows, strangers)),
        ];
        return near.Count > 0 ? near : [.. FindTooMuch(meetings, cast, far)];
    }

    /// <summary>Whether it is a meeting's that its room has TMS book and that runs: its organizer, who was switched on, waits for the room.</summary>
    private bool Waits(ConferenceRow row, IReadOnlyCollection<PremisesMeeting> meetings) =>
        row.Status == "Defective" && meetings.Any(meeting => meeting is { IsLeftToRoom: true, Owner.IsOff: false } && Find(meeting)!.Content.Subject == row.Title);

    /// <summary>The organizer's own item.</summary>
    public CalendarItem? Find(PremisesMeeting meeting) =>
        _graph.Directory.Get(meeting.Owner.Address).Items().FirstOrDefault(item => item.IsOrganizer && item.UId == meeting.ICalUId);

    /// <summary>The instance of a series that runs, as TMS has it.</summary>
    public RunningInstance? FindRunning(PremisesMeeting meeting, PremisesCast cast)
    {
        var item = Find(meeting)!;
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var shown = _graph.View(meeting.Owner.Address, now, now + Duration.FromSeconds(1)).FirstOrDefault(one => one.Item.UId == item.UId && one.Start <= now);
        return shown is { Slot: { } slot } && Planned(meeting, cast, item, shown) is { } conference
            && ConferenceList.Of(_tms).FirstOrDefault(row => row.Status == "Ongoing" && Listed(row) == conference) is { } row
                ? new RunningInstance(slot, conference, row.Address)
                : null;
    }

    private IEnumerable<Conference> Wanted(PremisesMeeting meeting, PremisesCast cast)
    {
        // What ran when it was edited stays as it was to its end, whatever became of the series.
        if (meeting.Running is { } running && running.Conference.End > time.GetUtcNow())
            yield return running.Conference;
        foreach (var one in meeting.IsOver ? [] : IsOfRooms(meeting) ? PlannedByRooms(meeting, cast) : Planned(meeting, cast))
            yield return one;
    }

    private static bool IsOfRooms(PremisesMeeting meeting) => meeting.Owner.IsOff || meeting.IsLeftToRoom;

    private IEnumerable<Conference> Planned(PremisesMeeting meeting, PremisesCast cast, int days = DaysChecked)
    {
        var item = Find(meeting)!;
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        return _graph.View(meeting.Owner.Address, now, now + Duration.FromDays(days))
            .Where(shown => shown.Item.UId == item.UId && shown.Start < now + Duration.FromDays(days) && (shown.Slot is null || shown.Slot != meeting.Running?.Slot))
            .Select(shown => Planned(meeting, cast, item, shown)).OfType<Conference>();
    }

    /// <summary>Of what nobody watches each room's own copy counts: each has a conference of its own.</summary>
    private IEnumerable<Conference> PlannedByRooms(PremisesMeeting meeting, PremisesCast cast, int days = DaysChecked)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        return
            from room in cast.Rooms
            from shown in _graph.View(room.Address, now, now + Duration.FromDays(days))
            // Who is invited to one occurrence only has that alone.
            where ICalUId.Series(shown.Item.UId) == ICalUId.Series(meeting.ICalUId) && shown.Start < now + Duration.FromDays(days)
            select new Conference(shown.Content.Subject, shown.Start.ToDateTimeOffset(), shown.End.ToDateTimeOffset(), Join([room.SystemId]),
                DialOf(shown.Content.Body.Html), shown.Content.Sensitivity == "private");
    }

    private bool Shows(PremisesMeeting meeting, CalendarItem item, LocalDate slot)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        return IsHosted(item) && _graph.View(meeting.Owner.Address, now, now + Duration.FromDays(1)).Any(shown => shown.Item.UId == item.UId && shown.Slot == slot);
    }

    private static Conference? Planned(PremisesMeeting meeting, PremisesCast cast, CalendarItem item, EventView shown)
    {
        var systems = cast.Rooms.Where(room => shown.Content.Attendees.Any(guest => guest.Address == room.Address)).Select(room => room.SystemId).ToList();
        var dial = IsHosted(item) ? Conference.Bridge : DialOf(item.Content.Body.Html);
        var isPrivate = shown.Content.Sensitivity == "private";
        // TMS shows its devices every title that it knows.
        return dial != Conference.Bridge && systems.Count == 0
            ? null
            : new Conference(isPrivate ? meeting.Owner.Name : shown.Content.Subject, shown.Start.ToDateTimeOffset(), shown.End.ToDateTimeOffset(), Join(systems), dial, isPrivate);
    }

    private static string DialOf(string html) => LinkPattern().Match(html) is { Success: true } link ? $"{link.Groups["id"].Value}@zoomcrc.com" : "";

    private string StatusOf(Conference one, HashSet<Conference> taken) => taken.Contains(one) ? "Defective" : one.Start <= time.GetUtcNow() ? "Ongoing" : "Pending";

    private static ConferenceRow? RowOf(List<ConferenceRow> rows, Conference one) => rows.Find(row => row.Title == one.Title && row.Start == one.Start && Join(row.Systems) == one.Systems);

    private Conference Listed(ConferenceRow row) => new(row.Title, row.Start, row.End, Join(row.Systems), DialOf(row), row.Privacy == "Private");

    private string DialOf(ConferenceRow row) => row.Type == "Reservation Only" ? "" : IsBridge(row.Address) ? Conference.Bridge : row.Address;

    private IEnumerable<string> FindInRunning(PremisesMeeting meeting, List<ConferenceRow> rows) =>
        meeting.Running is { } running && running.Conference.End > time.GetUtcNow() && RowOf(rows, running.Conference) is { } row && row.Address != running.Address
            ? [$"who is in {meeting.Number} dialled {running.Address}, but TMS has {row.Address}"]
            : [];

    private IEnumerable<string> FindInInvitation(PremisesMeeting meeting, PremisesCast cast, List<ConferenceRow> rows)
    {
        var item = Find(meeting)!;
        var body = item.Content.Body.Html;
        var (blocks, found) = (BlockText.Count(body), AddressPattern().Matches(body).Select(match => match.Value).Distinct().ToList());
        if (!body.Contains(meeting.Words, StringComparison.Ordinal))
            yield return $"the words of {meeting.Number} are gone";
        // Also of what is defective: TMS tells the address that will hold once the room is free.
        // Parts of a series have addresses of their own, and what comes next counts.
        var booked = IsHosted(item) && !meeting.Owner.IsOff
            ? Planned(meeting, cast, DaysOfInvitations).OrderBy(one => one.Start).Select(one => RowOf(rows, one)?.Address).OfType<string>().Take(1).ToList()
            : [];
        if (meeting.Running is { } running && IsHosted(item) && (booked.Count == 0 ? Shows(meeting, item, running.Slot) : RunsAsItsPart(running, rows)))
            booked = [running.Address];
        if (blocks != Math.Min(1, booked.Count) || !found.SequenceEqual(booked))
            yield return $"{meeting.Number} must hold [{string.Join(", ", booked)}] in one block but holds {blocks} with [{string.Join(", ", found)}]";
    }

    /// <summary>Whether what comes next has another address than what runs: TMS took it out of no series, whose number it would share.</summary>
    private bool RunsAsItsPart(RunningInstance running, List<ConferenceRow> rows) =>
        running.Conference.End > time.GetUtcNow() && RowOf(rows, running.Conference) is { DetachedFromKey: "" };

    private IEnumerable<string> FindOnDevice(PremisesRoom room, List<Conference> wanted, List<ConferenceRow> rows, IReadOnlyCollection<Stranger> strangers)
    {
        var (now, limit) = (time.GetUtcNow(), time.GetUtcNow().AddHours(DeviceHours));
        var own = room.SystemId.ToString(CultureInfo.InvariantCulture);
        var expected = wanted.Where(one => one.Start < limit && one.SystemIds.Contains(room.SystemId)).Select(one => one with
        {
            Systems = own,
            Dial = one.Dial == Conference.Bridge ? RowOf(rows, one)?.Address ?? "an address that TMS has not given" : one.Dial,
        });
        var others = strangers.Where(stranger => stranger.System == room.SystemId && stranger.Start < limit && stranger.End > now)
            .Select(stranger => new Conference(stranger.Title, stranger.Start, stranger.End, own, "", IsPrivate: false));
        var shown = _fleet.Find(room.DeviceId)!.State().Bookings.Where(booking => booking.StartTime < limit && booking.EndTime > now)
            .Select(booking => new Conference(booking.Title, booking.StartTime, booking.EndTime, own, booking.Number, booking.Privacy == "Private"));
        return Differ(room.Name, expected.Concat(others), shown);
    }

    private static IEnumerable<string> Differ(string where, IEnumerable<Conference> expected, IEnumerable<Conference> found)
    {
        var left = found.ToList();
        foreach (var one in expected.Where(one => !left.Remove(one)))
            yield return $"{where} must have {one}";
        foreach (var one in left)
            yield return $"{where} has       {one}";
    }

    private static bool IsHosted(CalendarItem item) => item.Content.Location.DisplayName.Contains("@meet", StringComparison.Ordinal);

    private bool IsBridge(string address) => address.EndsWith($"@{_tms.Options.BridgeDomain}", StringComparison.Ordinal);

    private static string Join(IEnumerable<int> systems) => string.Join(' ', systems.Order());

    [GeneratedRegex(@"[\w.+-]+@meet\.contoso\.example")]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"zoom\.us/j/(?<id>\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex LinkPattern();
}
