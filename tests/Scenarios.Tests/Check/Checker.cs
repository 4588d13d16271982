using System.Text.RegularExpressions;
using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Scenarios.Tests.Play;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HybridCalendar.Scenarios.Tests.Check;

/// <summary>
/// Works out from the Sandbox's calendars what devices must show, what invitations must hold and what Webex must have, and names every
/// difference. Shares no rule and no code with the product.
/// </summary>
internal sealed partial class Checker(IServiceProvider sandbox, TimeProvider time)
{
    private const int HorizonMonths = 6;
    private const int DeviceDays = 31;
    private readonly GraphWorld _graph = sandbox.GetRequiredService<GraphWorld>();
    private readonly DeviceFleet _fleet = sandbox.GetRequiredService<DeviceFleet>();

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <param name="cast">Whose calendars.</param>
    /// <param name="meetings">What was scheduled.</param>
    /// <param name="isLater">Whether half a day has passed since the last edit: then Webex holds nothing of what somebody cancelled who is switched off.</param>
    /// <returns>Everything that is not as it must be; nothing when all is well.</returns>
    public IReadOnlyList<string> FindDifferences(Cast cast, IReadOnlyCollection<Meeting> meetings, bool isLater = false)
    {
        var webex = new WebexTruth(sandbox, cast);
        var mayLag = cast.WebexRefuses && !isLater;
        var wanted = meetings.Where(meeting => meeting.Owner.IsEnabled).SelectMany(meeting => meeting.Owner switch
        {
            { IsRefused: true } => AllTitles(meeting),
            { IsOff: true } => isLater ? AskedTitles(meeting) : AllTitles(meeting),
            _ => mayLag || meeting.Runs ? AskedTitles(meeting) : OneTimeTitles(meeting),
        });
        return
        [
            .. FindOnDevices(cast, meetings),
            .. meetings.Where(meeting => !meeting.IsOver).SelectMany(meeting => FindInInvitation(meeting, webex, mayLag)),
            .. webex.OthersThan(wanted, Now),
        ];
    }

    /// <returns>What devices show otherwise than the calendars say.</returns>
    public IReadOnlyList<string> FindOnDevices(Cast cast, IReadOnlyCollection<Meeting> meetings)
    {
        if (_graph.IsMailUnderWay(cast.Mailboxes))
            return ["Mail is still under way."];
        var webex = new WebexTruth(sandbox, cast);
        return [.. cast.Rooms.SelectMany(room => FindOnDevice(room, cast, meetings, webex))];
    }

    /// <summary>What takes place in a room from a moment on until the end of what devices hold.</summary>
    private IEnumerable<EventView> Taking(CastRoom room, Instant from) =>
        _graph.View(room.Address, from - Duration.FromDays(1), Now.InUtc().Date.PlusDays(DeviceDays + 1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant())
            .Where(view => StartOf(view) >= from && !view.Content.IsCancelled && view.Item.Response.Response is "accepted" or "tentativelyAccepted");

    private IEnumerable<string> FindOnDevice(CastRoom room, Cast cast, IReadOnlyCollection<Meeting> meetings, WebexTruth webex)
    {
        // What is over goes with the clock; to come are the 31 days after today, to the minute.
        var from = Now - Duration.FromHours(12);
        var shown = _fleet.Find(room.WebexDeviceId)!.State().Bookings.Select(ShownRow.Of)
            .Where(row => row.Start >= from.ToDateTimeOffset()).ToList();
        var expected = Taking(room, from).Select(view => Row(view, cast, meetings, webex, shown)).ToList();
        foreach (var row in expected.Except(shown))
            yield return $"{room.Name} must show {row}";
        foreach (var row in shown.Except(expected))
            yield return $"{room.Name} shows      {row}";
        // Titles are the organizer's name in some rooms: then two meetings may look the same.
        foreach (var row in shown.Intersect(expected).Where(row => shown.Count(one => one == row) != expected.Count(one => one == row)))
            yield return $"{room.Name} shows {shown.Count(one => one == row)} instead of {expected.Count(one => one == row)} times {row}";
    }

    private ShownRow Row(EventView view, Cast cast, IReadOnlyCollection<Meeting> meetings, WebexTruth webex, List<ShownRow> shown)
    {
        var organizer = cast.People.Single(person => person.Address == view.Item.Organizer.Address);
        var isPrivate = view.Content.Sensitivity is "private" or "confidential";
        var title = isPrivate || view.Content.Subject.Length == 0 ? organizer.Name : view.Content.Subject;
        var minutes = Math.Max(1, (int)Math.Ceiling((view.Content.End!.ToInstant() - StartOf(view)).TotalMinutes));
        var row = new ShownRow(StartOf(view).ToDateTimeOffset(), minutes, title, isPrivate, Dial.Nothing);
        // What ended before anybody saw it needs no button.
        if (view.Content.End!.ToInstant() <= Now && shown.Contains(row))
            return row;
        return organizer.IsUnseen
            ? shown.Find(one => one with { Dial = Dial.Nothing } == row && LeftCopy.MayLeadTo(view.Content, one.Dial)) ?? row with { Dial = LeftCopy.Of(view.Content) }
            : row with { Dial = DialFor(view, organizer, meetings, webex) };
    }

    /// <summary>Whole days, which Graph lists by days in UTC, take place in the zone that they were written down in.</summary>
    private static Instant StartOf(EventView shown) => shown.Content.Start!.ToInstant();

    /// <summary>
    /// Who asks for a meeting of his own has it dialled. Else it is what stands in the room's calendar that counts, also where an update has not
    /// come: Exchange sends none to a room that has not answered yet what the organizer forwarded to it. What its copy may have lost, the organizer's says,
    /// unless nobody may read his.
    /// </summary>
    private Dial DialFor(EventView shown, CastPerson organizer, IReadOnlyCollection<Meeting> meetings, WebexTruth webex)
    {
        var uid = SeriesOccurrence.SeriesOf(shown.Item.UId);
        if (!organizer.IsEnabled)
            return Wish.Of(shown.Content).Link ?? Dial.Nothing;
        var meeting = meetings.Single(one => one.ICalUId == uid);
        var slot = shown.Slot ?? SeriesOccurrence.SlotIn(shown.Item.UId);
        // A forwarded invitation that arrives after the cancellation stays: then there is only what it says itself.
        if (Find(meeting) is not { } item)
            return Wish.Of(shown.Content).Link ?? Dial.Nothing;
        var (wish, isOwn) = Wish.Of(item, slot);
        if (wish.Own is not { } own)
            return Wish.Of(shown.Content).Link ?? wish.Link ?? Dial.Nothing;
        var titles = isOwn ? TitlesOf(meeting, slot!.Value) : meeting.Titles;
        return new Dial(webex.AddressOf(own, organizer, shown.Content, titles).Address ?? "an address that Webex has not made", "SIP", "Webex");
    }

    private IEnumerable<string> FindInInvitation(Meeting meeting, WebexTruth webex, bool mayLag)
    {
        var item = Find(meeting)!;
        // What ended before anybody saw it needs no join details.
        if (meeting.Runs && !item.IsSeries && item.Content.End!.ToInstant() <= Now)
            yield break;
        mayLag |= meeting.Runs;
        if (FindWish(meeting, item) is { } asked)
        {
            foreach (var problem in FindInBody($"{meeting.Number}", meeting, item.Content, item.Content, LastEndOf(item), asked, meeting.Titles, meeting.Words, webex, mayLag))
                yield return problem;
        }
        if (meeting is { Joined: { } joined, Owner.IsUnseen: false } && FindOneTimeAddress(webex, meeting) is { } now && now != joined)
            yield return $"{meeting.Number} is at {now} in Webex, and people sit at {joined}";
        foreach (var slot in item.Exceptions.Keys)
        {
            if (item.Occurrence(slot) is not { } occurrence)
                continue;
            var (wish, isOwn) = Wish.Of(item, slot);
            var words = item.Exceptions[slot].Patch.Sets("body") && meeting.OccurrenceWords.TryGetValue(slot, out var own) ? own : [];
            var titles = isOwn ? TitlesOf(meeting, slot) : meeting.Titles;
            foreach (var problem in FindInBody($"{meeting.Number}/{slot}", meeting, occurrence.Content, isOwn ? occurrence.Content : item.Content, isOwn ? occurrence.Content.End!.ToInstant() : LastEndOf(item), wish, titles, words, webex, mayLag))
                yield return problem;
        }
    }

    /// <summary>Beyond the horizon nothing is done for a keyword; once within it, a day may pass.</summary>
    /// <returns>Null when the meeting may be in either state.</returns>
    private Wish? FindWish(Meeting meeting, CalendarItem item)
    {
        var wish = Wish.Of(item.Content);
        if (!meeting.IsFar || wish.Own is null)
            return wish;
        var ahead = item.Content.Start!.ToInstant() - Instant.FromDateTimeOffset(time.GetUtcNow().AddMonths(HorizonMonths));
        return ahead > Duration.Zero ? wish with { Own = null } : ahead < -Duration.FromDays(1) ? wish : null;
    }

    /// <summary>When the last occurrence ends that shares the series' meeting; null when there is none.</summary>
    private static Instant? LastEndOf(CalendarItem item)
    {
        var (start, length) = (item.Content.Start!, item.Content.End!.ToInstant() - item.Content.Start!.ToInstant());
        if (item.Content.Recurrence is not { } recurrence)
            return start.ToInstant() + length;
        if (recurrence.Last() is null)
            return null;
        var day = recurrence.Dates(recurrence.Range.StartDate).Last();
        // A whole day lasts from midnight to midnight, be it one of 25 hours or not.
        var last = item.Content.IsAllDay
            ? (start with { Local = day.PlusDays(Period.DaysBetween(start.Local.Date, item.Content.End!.Local.Date)).AtMidnight() }).ToInstant()
            : (start with { Local = day + start.Local.TimeOfDay }).ToInstant() + length;
        var moved = item.Exceptions.Keys.Where(slot => !Wish.Of(item, slot).IsOwn).Select(slot => item.Occurrence(slot)?.Content.End!.ToInstant()).OfType<Instant>();
        return moved.Append(last).Max();
    }

    private IEnumerable<string> FindInBody(
        string name, Meeting meeting, EventContent seen, EventContent asking, Instant? lastEnd, Wish wish, IReadOnlyCollection<string> titles, List<string> words, WebexTruth webex, bool mayLag)
    {
        foreach (var lost in words.Where(word => !seen.Body.Html.Contains(word, StringComparison.Ordinal)))
            yield return $"the words '{lost}' are gone from {name}";
        if (!meeting.Owner.IsEnabled || meeting.Owner.IsUnseen)
            yield break;
        var blocks = BlockText.Count(seen.Body.Html);
        var addresses = AddressPattern().Matches(seen.Body.Html).Select(found => found.Value).Distinct().ToList();
        if (wish.Own is not { } own)
        {
            if (blocks > 0 || addresses.Count > 0)
                yield return $"{name} holds {blocks} blocks with [{string.Join(", ", addresses)}] although it has no keyword";
            yield break;
        }
        var (address, problem) = webex.AddressOf(own, meeting.Owner, asking, titles);
        if ((problem ?? (own == OwnMeeting.OneTime && !mayLag ? webex.FindDifference(meeting.Owner, asking, lastEnd, Now) : null)) is { } wrong)
            yield return wrong;
        if (blocks != 1 || address is null || addresses is not [var only] || only != address)
            yield return $"{name} must hold one block with {address} but holds {blocks} with [{string.Join(", ", addresses)}]";
    }

    /// <summary>What devices dial for the Webex meeting of its own that it asks for; null when there is none.</summary>
    public string? FindOneTimeAddress(Cast cast, Meeting meeting) => FindOneTimeAddress(new WebexTruth(sandbox, cast), meeting);

    private string? FindOneTimeAddress(WebexTruth webex, Meeting meeting) => Find(meeting) is { } item && Wish.Of(item.Content).Own == OwnMeeting.OneTime
        ? webex.AddressOf(OwnMeeting.OneTime, meeting.Owner, item.Content, meeting.Titles).Address
        : null;

    private static IEnumerable<string> AllTitles(Meeting meeting) => meeting.Titles.Concat(meeting.OccurrenceTitles.Values.SelectMany(titles => titles));

    /// <summary>All titles that the meetings may have that are asked for: which one Webex knows depends on when it was told last.</summary>
    private IEnumerable<string> AskedTitles(Meeting meeting)
    {
        if (meeting.IsOver || Find(meeting) is not { } item)
            return [];
        var slots = item.Exceptions.Keys.Where(slot => Wish.Of(item, slot) is { IsOwn: true, Wish.Own: OwnMeeting.OneTime });
        return slots.SelectMany(slot => TitlesOf(meeting, slot)).Concat(Wish.Of(item.Content).Own == OwnMeeting.OneTime ? meeting.Titles : []);
    }

    /// <summary>The titles of the meetings that are asked for.</summary>
    private IEnumerable<string> OneTimeTitles(Meeting meeting)
    {
        if (meeting.IsOver)
            yield break;
        var item = Find(meeting)!;
        if (Wish.Of(item.Content).Own == OwnMeeting.OneTime)
            yield return item.Content.Subject;
        foreach (var slot in item.Exceptions.Keys)
        {
            if (Wish.Of(item, slot) is { IsOwn: true, Wish.Own: OwnMeeting.OneTime })
                yield return item.Occurrence(slot)!.Content.Subject;
        }
    }

    private static List<string> TitlesOf(Meeting meeting, LocalDate slot) => meeting.OccurrenceTitles.GetValueOrDefault(slot, []);

    /// <summary>The organizer's own item.</summary>
    public CalendarItem? Find(Meeting meeting) =>
        ItemId.TryParse(meeting.Id, out var id) ? _graph.Directory.Get(meeting.Owner.Address).Find(id.Number) : null;

    [GeneratedRegex(@"[\w.+-]+@[\w.-]*webex\.com")]
    private static partial Regex AddressPattern();
}
