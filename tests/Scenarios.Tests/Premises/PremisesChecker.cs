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

    /// <summary>TMS tells devices three days; the last hours of them come and go with the clock.</summary>
    private const int DeviceHours = 70;

    private readonly GraphWorld _graph = sandbox.GetRequiredService<GraphWorld>();
    private readonly DeviceFleet _fleet = sandbox.GetRequiredService<DeviceFleet>();
    private readonly TmsWorld _tms = sandbox.GetRequiredService<TmsWorld>();

    /// <returns>Everything that is not as it must be; nothing when all is well.</returns>
    public IReadOnlyList<string> FindDifferences(PremisesCast cast, IReadOnlyCollection<PremisesMeeting> meetings)
    {
        if (_graph.IsMailUnderWay(cast.Mailboxes))
            return ["Mail is still under way."];
        var limit = time.GetUtcNow().AddDays(DaysChecked);
        var rows = ConferenceList.Of(_tms).Where(row => row.Title.EndsWith($" {cast.Label}", StringComparison.Ordinal) && row.Status != "Deleted" && row.Start < limit).ToList();
        var titles = rows.Select(row => row.Title).ToHashSet();
        // A meeting with nothing to dial is handed to TMS only if it once had something; then its rooms stay reserved.
        var wanted = meetings.Where(meeting => !meeting.IsOver).SelectMany(meeting => Wanted(meeting, cast)).Where(one => one.Dial.Length > 0 || titles.Contains(one.Title)).ToList();
        return
        [
            .. Differ("TMS", wanted, rows.Select(Listed)),
            .. rows.Where(row => row.Status != "Pending" || row.ExternalService != ExternalService.CalendarConnector)
                .Select(row => $"TMS calls '{row.Title}' {row.Status}, of '{row.ExternalService}'"),
            .. meetings.Where(meeting => !meeting.IsOver).SelectMany(meeting => FindInInvitation(meeting, rows)),
            .. cast.Rooms.SelectMany(room => FindOnDevice(room, wanted, rows)),
        ];
    }

    /// <summary>The organizer's own item.</summary>
    public CalendarItem? Find(PremisesMeeting meeting) =>
        _graph.Directory.Get(meeting.Owner.Address).Items().FirstOrDefault(item => item.IsOrganizer && item.UId == meeting.ICalUId);

    private IEnumerable<Conference> Wanted(PremisesMeeting meeting, PremisesCast cast)
    {
        var item = Find(meeting)!;
        var systems = cast.Rooms.Where(room => item.Content.Attendees.Any(guest => guest.Address == room.Address)).Select(room => room.SystemId).ToList();
        var dial = IsHosted(item) ? Conference.Bridge : LinkPattern().Match(item.Content.Body.Html) is { Success: true } link ? $"{link.Groups["id"].Value}@zoomcrc.com" : "";
        if (dial != Conference.Bridge && systems.Count == 0)
            return [];
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        return _graph.View(meeting.Owner.Address, now, now + Duration.FromDays(DaysChecked))
            .Where(shown => shown.Item.UId == item.UId && shown.Start < now + Duration.FromDays(DaysChecked))
            .Select(shown => new Conference(item.Content.Subject, shown.Start.ToDateTimeOffset(), shown.End.ToDateTimeOffset(), Join(systems), dial));
    }

    private Conference Listed(ConferenceRow row) => new(row.Title, row.Start, row.End, Join(row.Systems), DialOf(row));

    private string DialOf(ConferenceRow row) => row.Type == "Reservation Only" ? "" : IsBridge(row.Address) ? Conference.Bridge : row.Address;

    private IEnumerable<string> FindInInvitation(PremisesMeeting meeting, List<ConferenceRow> rows)
    {
        var item = Find(meeting)!;
        var body = item.Content.Body.Html;
        var (blocks, found) = (BlockText.Count(body), AddressPattern().Matches(body).Select(match => match.Value).Distinct().ToList());
        if (!body.Contains(meeting.Words, StringComparison.Ordinal))
            yield return $"the words of {meeting.Number} are gone";
        var booked = IsHosted(item) ? rows.Where(row => row.Title == item.Content.Subject).Select(row => row.Address).Distinct().ToList() : [];
        if (blocks != Math.Min(1, booked.Count) || !found.SequenceEqual(booked))
            yield return $"{meeting.Number} must hold [{string.Join(", ", booked)}] in one block but holds {blocks} with [{string.Join(", ", found)}]";
    }

    private IEnumerable<string> FindOnDevice(PremisesRoom room, List<Conference> wanted, List<ConferenceRow> rows)
    {
        var limit = time.GetUtcNow().AddHours(DeviceHours);
        var own = room.SystemId.ToString(CultureInfo.InvariantCulture);
        var expected = wanted.Where(one => one.Start < limit && one.Systems.Split(' ').Contains(own)).Select(one => one with
        {
            Systems = own,
            Dial = one.Dial == Conference.Bridge ? rows.Find(row => row.Title == one.Title)?.Address ?? "an address that TMS has not given" : one.Dial,
        });
        var shown = _fleet.Find(room.DeviceId)!.State().Bookings.Where(booking => booking.StartTime < limit)
            .Select(booking => new Conference(booking.Title, booking.StartTime, booking.EndTime, own, booking.Number));
        return Differ(room.Name, expected, shown);
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
