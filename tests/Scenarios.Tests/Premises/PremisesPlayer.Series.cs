using System.Globalization;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Scenarios.Tests.Play;
using NodaTime;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <content>Edits of series and their occurrences.</content>
internal sealed partial class PremisesPlayer
{
    private const int DaysOfTheFollowing = 20;

    private async Task<string> ChangePatternAsync(PremisesMeeting meeting)
    {
        var content = world.Find(meeting)!.Content;
        if (content.Recurrence is null || meeting.IsCut)
            return "passed over: no series, or one that was cut";
        await PatchAsync(meeting, new { recurrence = Recurrence(content.Start!.Local.ToDateTimeUnspecified()) });
        return $"{meeting.Number} repeats otherwise";
    }

    private async Task<string> ChangeOccurrenceAsync(PremisesEditKind kind, PremisesMeeting meeting)
    {
        var occurrences = world.Find(meeting) is { IsSeries: true }
            ? await world.Outlook.ReadOccurrencesAsync(meeting.Owner.Address, meeting.Id, world.Time.GetUtcNow())
            : [];
        // Exchange keeps no series without an occurrence.
        if (kind == PremisesEditKind.CancelOccurrence && occurrences.Count < 2)
            return "passed over: it is the last one";
        // What runs is left to run: that it stays as it was is the point.
        occurrences = [.. occurrences.Where(occurrence => occurrence.Start > world.Time.GetUtcNow().UtcDateTime && occurrence.Slot != meeting.Running?.Slot)];
        if (occurrences.Count == 0)
            return "passed over: no occurrences";
        var which = occurrences[_dice.Next(Math.Min(occurrences.Count, 4))];
        return $"{meeting.Number}/{which.Slot} {await ChangeOccurrenceAsync(kind, meeting, which)}";
    }

    private async Task<string> ChangeOccurrenceAsync(PremisesEditKind kind, PremisesMeeting meeting, SeriesOccurrence which)
    {
        switch (kind)
        {
            case PremisesEditKind.CancelOccurrence:
                await world.Outlook.CancelAsync(meeting.Owner.Address, which.Id);
                return "is cancelled";
            case PremisesEditKind.RenameOccurrence:
                var subject = NewTitle();
                await world.Outlook.ChangeAsync(meeting.Owner.Address, which.Id, new { subject });
                return $"is called {subject}";
            case PremisesEditKind.ChangeOccurrenceRooms:
                var rooms = Rooms(meeting);
                await world.Outlook.ChangeAsync(meeting.Owner.Address, which.Id, new { attendees = Attendees(rooms) });
                return $"is in [{Names(rooms)}]";
            default:
                var start = Time(meeting.Begins, which.Slot.ToDateTimeUnspecified());
                await world.Outlook.ChangeAsync(
                    meeting.Owner.Address, which.Id, new { start = Drafts.Time(start, cast.Zone), end = Drafts.Time(start + Length(meeting), cast.Zone) });
                return string.Create(CultureInfo.InvariantCulture, $"begins at {start:HH:mm}");
        }
    }

    /// <summary>Of a series whose instance runs nothing but that may be left.</summary>
    private async Task<string> ShortenAsync(PremisesMeeting meeting)
    {
        if (await NextSlotsAsync(meeting) is not [_, ..] slots)
            return "passed over: nothing to cut off";
        var cut = slots[_dice.Next(Math.Min(slots.Count, 3))];
        await EndBeforeAsync(meeting, cut);
        return $"{meeting.Number} ends before {cut}";
    }

    /// <summary>As Outlook does it: the series ends on the day before, and a copy of the invitation goes on from there.</summary>
    private async Task<string> CutAsync(PremisesMeeting meeting)
    {
        if (meeting.IsCut || await NextSlotsAsync(meeting) is not [_, ..] slots)
            return "passed over: nothing to cut off";
        var content = world.Find(meeting)!.Content;
        var cut = slots[_dice.Next(Math.Min(slots.Count, 3))];
        var start = Time(meeting.Begins, cut.ToDateTimeUnspecified());
        var following = Drafts.Times(start, start + Length(meeting), cast.Zone);
        following["subject"] = NewTitle();
        following["location"] = Drafts.Location(content.Location.DisplayName);
        following["body"] = new { contentType = "html", content = content.Body.Html };
        following["attendees"] = Attendees(Rooms(meeting));
        following["sensitivity"] = content.Sensitivity;
        following["recurrence"] = Drafts.With(PatternOf(content.Recurrence!.Pattern), Drafts.Until(start, start.AddDays(DaysOfTheFollowing), cast.Zone));
        await EndBeforeAsync(meeting, cut);
        meeting.IsCut = true;
        await AddAsync(meeting.Owner, following, meeting.Words, meeting.Begins, meeting.OwnRooms);
        _meetings[^1].IsCut = true;
        return $"{meeting.Number} ends before {cut}, and {_meetings[^1].Number}, {following["subject"]}, goes on from there";
    }

    /// <summary>Slots to come before which something of the series is left.</summary>
    private async Task<IReadOnlyList<LocalDate>> NextSlotsAsync(PremisesMeeting meeting)
    {
        if (world.Find(meeting) is not { IsSeries: true })
            return [];
        var now = world.Time.GetUtcNow();
        var occurrences = await world.Outlook.ReadOccurrencesAsync(meeting.Owner.Address, meeting.Id, now);
        return [.. occurrences.Where(one => one.Start > now.UtcDateTime && one.Slot != meeting.Running?.Slot && occurrences.Any(other => other.Slot < one.Slot)).Select(one => one.Slot)];
    }

    private Task EndBeforeAsync(PremisesMeeting meeting, LocalDate cut)
    {
        var recurrence = world.Find(meeting)!.Content.Recurrence!;
        var range = Drafts.Until(recurrence.Range.StartDate.ToDateTimeUnspecified(), cut.PlusDays(-1).ToDateTimeUnspecified(), recurrence.Range.Zone);
        return PatchAsync(meeting, new { recurrence = Drafts.With(PatternOf(recurrence.Pattern), range) });
    }

    /// <param name="start">When it starts; not always on a day of the pattern.</param>
    /// <param name="includesStart">Whether it must be.</param>
    private object Recurrence(DateTime start, bool includesStart = false)
    {
        var (zone, date) = (cast.Zone, start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        object pattern = _dice.Next(8) switch
        {
            0 or 1 => new { type = "daily", interval = 1 },
            2 => new { type = "absoluteMonthly", interval = 1, dayOfMonth = start.Day },
            3 => new { type = "absoluteMonthly", interval = 1, dayOfMonth = includesStart ? start.Day : 31 },
            4 => new { type = "absoluteYearly", interval = 1, dayOfMonth = start.Day, month = start.Month },
            _ => new { type = "weekly", interval = 1, daysOfWeek = new[] { start.DayOfWeek.ToString().ToLowerInvariant() }, firstDayOfWeek = "monday" },
        };
        object range = _dice.Next(4) == 0
            ? new { type = "noEnd", startDate = date, recurrenceTimeZone = zone }
            : new { type = "numbered", startDate = date, numberOfOccurrences = _dice.Next(2, 6), recurrenceTimeZone = zone };
        return Drafts.With(pattern, range);
    }

    private static object PatternOf(RecurrencePattern pattern) => pattern.Type switch
    {
        "daily" => new { type = pattern.Type, interval = pattern.Interval },
        "absoluteMonthly" => new { type = pattern.Type, interval = pattern.Interval, dayOfMonth = pattern.DayOfMonth },
        "absoluteYearly" => new { type = pattern.Type, interval = pattern.Interval, dayOfMonth = pattern.DayOfMonth, month = pattern.Month },
        _ => new { type = pattern.Type, interval = pattern.Interval, daysOfWeek = DaysOf(pattern.Days), firstDayOfWeek = $"{pattern.FirstDayOfWeek}".ToLowerInvariant() },
    };

    private static string[] DaysOf(Weekdays days) =>
        [.. Enum.GetValues<DayOfWeek>().Where(day => days.HasFlag((Weekdays)(1 << (int)day))).Select(day => day.ToString().ToLowerInvariant())];
}
