using System.Globalization;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Scenarios.Tests.Plan;
using NodaTime;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>Edits of series and their occurrences.</summary>
internal sealed partial class Player
{
    private static readonly LocalTime s_earliest = new(2, 0);
    private static readonly LocalTime s_latest = new(20, 0);

    private async Task<string> ChangePatternAsync(Meeting meeting, Random dice)
    {
        var content = world.Find(meeting)!.Content;
        var isSeries = content.Recurrence is not null;
        // What is over, or far ahead, is no business of the product's; more than a day at a time overlaps itself in most patterns.
        if (!isSeries && (meeting.IsFar || content.Start!.ToInstant() <= Now || content.End!.ToInstant() - content.Start.ToInstant() > Duration.FromDays(1)))
            return "passed over: it stays a single meeting";
        if (isSeries && dice.Next(4) == 0)
            return await MakeSingleAsync(meeting, content);
        var recurrence = Drafts.Recurrence(dice, content.Start!.Local.ToDateTimeUnspecified(), content.Recurrence?.Range.Zone ?? content.Start.Zone);
        await Outlook.ChangeAsync(meeting.Owner.Address, meeting.Id, new { recurrence });
        Drop(meeting);
        return $"{meeting.Number} repeats as {Describe(recurrence)}";
    }

    private async Task<string> MakeSingleAsync(Meeting meeting, EventContent content)
    {
        if (content.Start!.ToInstant() <= Now)
            return "passed over: its first day is over";
        await Outlook.ChangeAsync(meeting.Owner.Address, meeting.Id, new { recurrence = (object?)null });
        Drop(meeting);
        return $"{meeting.Number} repeats no more";
    }

    private Instant Now => Instant.FromDateTimeOffset(world.Time.GetUtcNow());

    /// <summary>As Outlook does it: the series ends on the day before, and a copy of the invitation goes on from there.</summary>
    private async Task<string> SplitAsync(Edit edit, Meeting meeting, Random dice)
    {
        var item = world.Find(meeting)!;
        var occurrences = await OccurrencesAsync(meeting);
        if (item.Content.Recurrence is not { } recurrence || occurrences.Count < 2)
            return "passed over: there is nothing to cut";
        var cut = occurrences[dice.Next(1, Math.Min(occurrences.Count, 5))].Slot;
        var length = Period.Between(item.Content.Start!.Local, item.Content.End!.Local, PeriodUnits.Ticks);
        var start = cut + item.Content.Start.Local.TimeOfDay;
        var content = Drafts.Times(start.ToDateTimeUnspecified(), (start + length).ToDateTimeUnspecified(), recurrence.Range.Zone, item.Content.IsAllDay);
        content["subject"] = Title(edit);
        content["location"] = Drafts.Location(dice.Next(3) == 0 ? Places.Any(dice) : item.Content.Location.DisplayName);
        content["body"] = new { contentType = "html", content = item.Content.Body.Html };
        content["attendees"] = Drafts.Attendees(SomeRooms(dice), [], dice);
        content["recurrence"] = Drafts.With(Pattern(recurrence.Pattern), Drafts.Until(start.ToDateTimeUnspecified(), start.ToDateTimeUnspecified().AddDays(20), recurrence.Range.Zone));
        if (Properties(item.Content) is { Count: > 0 } properties && dice.Next(2) == 0)
            content["singleValueExtendedProperties"] = properties;
        var words = meeting.Words.ToList();
        var end = Drafts.Until(recurrence.Range.StartDate.ToDateTimeUnspecified(), cut.PlusDays(-1).ToDateTimeUnspecified(), recurrence.Range.Zone);
        await Outlook.ChangeAsync(meeting.Owner.Address, meeting.Id, new { recurrence = Drafts.With(Pattern(recurrence.Pattern), end) });
        Drop(meeting);
        (await MakeAsync(edit, meeting.Owner, content)).Words = words;
        return $"cut {meeting.Number} before {cut} and go on with {Describe(content)}";
    }

    private async Task<string> ChangeOccurrenceAsync(Edit edit, Meeting meeting, Random dice)
    {
        var occurrences = await OccurrencesAsync(meeting);
        if (occurrences.Count == 0)
            return "passed over: no occurrences";
        var which = occurrences[dice.Next(Math.Min(occurrences.Count, 4))];
        var name = $"{meeting.Number}/{which.Slot}";
        switch (edit.Kind)
        {
            case EditKind.MoveOccurrence:
                return await MoveOccurrenceAsync(meeting, which, dice, name);
            case EditKind.RenameOccurrence:
                TitlesOf(meeting, which.Slot).Add(Title(edit));
                await ChangeAsync(meeting, which, new { subject = Title(edit) });
                return $"rename {name} to {Title(edit)}";
            case EditKind.CancelOccurrence:
                await (dice.Next(2) == 0 ? Outlook.DeleteAsync(meeting.Owner.Address, which.Id) : Outlook.CancelAsync(meeting.Owner.Address, which.Id));
                return $"cancel {name}";
            case EditKind.OccurrenceRooms:
                var rooms = SomeRooms(dice);
                await ChangeAsync(meeting, which, new { attendees = Drafts.Attendees(rooms, [], dice) });
                return $"invite to {name} [{string.Join(", ", rooms.Select(room => room.Name))}]";
            case EditKind.OccurrenceLink:
                return await LinkOccurrenceAsync(edit, meeting, which, dice, name);
            case EditKind.PasteIntoOccurrence:
                return await PasteIntoOccurrenceAsync(meeting, which, dice, name);
            case EditKind.OccurrenceKeyword:
                var place = Places.Any(dice);
                TitlesOf(meeting, which.Slot).Add(Title(edit));
                await ChangeAsync(meeting, which, new { subject = Title(edit), location = Drafts.Location(place) });
                return $"change {name} to {Title(edit)} at '{place}'";
            default:
                return await WriteOccurrenceWordsAsync(edit, meeting, which, name);
        }
    }

    private async Task<string> PasteIntoOccurrenceAsync(Meeting meeting, SeriesOccurrence which, Random dice, string name)
    {
        if (FindBlock(meeting, dice) is not { } pasted)
            return "passed over: no other meeting has a block";
        var body = await Outlook.ReadBodyAsync(meeting.Owner.Address, which.Id);
        await ChangeAsync(meeting, which, new { body = new { contentType = "html", content = Append(body, pasted.Block) } });
        if (!meeting.OccurrenceWords.ContainsKey(which.Slot))
            meeting.OccurrenceWords[which.Slot] = [.. meeting.Words];
        return $"paste the block of {pasted.Source.Number} into {name} (which {Blocks(body)})";
    }

    /// <summary>Instead of what stood there: two services in one text are a question of the rules' order, which has tests of its own.</summary>
    private async Task<string> LinkOccurrenceAsync(Edit edit, Meeting meeting, SeriesOccurrence which, Random dice, string name)
    {
        var words = $"Words of {edit.Number} for one day";
        var html = Drafts.HtmlWithLink(words, dice);
        var place = dice.Next(3) == 0 ? null : Places.Without(dice);
        object body = new { contentType = "html", content = html };
        await ChangeAsync(meeting, which, place is null ? new { body } : new { body, location = Drafts.Location(place) });
        meeting.OccurrenceWords[which.Slot] = [words];
        return $"rewrite {name} as {html}{(place is null ? "" : $" at '{place}'")}";
    }

    private async Task<string> MoveOccurrenceAsync(Meeting meeting, SeriesOccurrence which, Random dice, string name)
    {
        var by = TimeSpan.FromMinutes((30 * dice.Next(1, 10)) - 90);
        var start = which.Start + by;
        if (LocalTime.FromTicksSinceMidnight(start.TimeOfDay.Ticks) is var time && (time < s_earliest || time > s_latest))
            return "passed over: too early or too late";
        await ChangeAsync(meeting, which, new { start = Drafts.Time(start, "UTC"), end = Drafts.Time(which.End + by, "UTC") });
        return string.Create(CultureInfo.InvariantCulture, $"move {name} by {by.TotalMinutes} minutes");
    }

    private async Task<string> MoveLastAsync(Meeting meeting, Random dice)
    {
        if (await OccurrencesAsync(meeting) is not [.., var last] || world.Find(meeting)?.Content.Recurrence is not { } recurrence || recurrence.Range.Type == "noEnd"
            || recurrence.Dates(last.Slot).Skip(1).Any())
            return "passed over: no last occurrence is near";
        // Whole days that are written down in another zone than their series are a question of their own.
        if (world.Find(meeting)!.Content.IsAllDay)
            return "passed over: it takes whole days";
        var by = TimeSpan.FromDays(dice.Next(1, 7)) + TimeSpan.FromMinutes(30 * dice.Next(0, 4));
        await ChangeAsync(meeting, last, new { start = Drafts.Time(last.Start + by, "UTC"), end = Drafts.Time(last.End + by, "UTC") });
        return $"move the last occurrence {meeting.Number}/{last.Slot} by {by}";
    }

    private async Task<string> WriteOccurrenceWordsAsync(Edit edit, Meeting meeting, SeriesOccurrence which, string name)
    {
        var words = $"Words of {edit.Number} for one day";
        var body = await Outlook.ReadBodyAsync(meeting.Owner.Address, which.Id);
        await ChangeAsync(meeting, which, new { body = new { contentType = "html", content = Append(body, $"<p>{words}</p>") } });
        if (!meeting.OccurrenceWords.TryGetValue(which.Slot, out var known))
            meeting.OccurrenceWords[which.Slot] = known = [.. meeting.Words];
        known.Add(words);
        return $"write words into {name} (which {Blocks(body)})";
    }

    private Task ChangeAsync(Meeting meeting, SeriesOccurrence which, object changes) => Outlook.ChangeAsync(meeting.Owner.Address, which.Id, changes);

    private async Task<IReadOnlyList<SeriesOccurrence>> OccurrencesAsync(Meeting meeting) =>
        world.Find(meeting) is { IsSeries: true } ? await Outlook.ReadOccurrencesAsync(meeting.Owner.Address, meeting.Id, world.Time.GetUtcNow()) : [];

    private static List<string> TitlesOf(Meeting meeting, LocalDate slot) =>
        meeting.OccurrenceTitles.TryGetValue(slot, out var titles) ? titles : meeting.OccurrenceTitles[slot] = [];

    private static object Pattern(RecurrencePattern pattern) => pattern.Type switch
    {
        "daily" => new { type = pattern.Type, interval = pattern.Interval },
        "absoluteMonthly" => new { type = pattern.Type, interval = pattern.Interval, dayOfMonth = pattern.DayOfMonth },
        "relativeMonthly" => new { type = pattern.Type, interval = pattern.Interval, daysOfWeek = Days(pattern.Days), index = pattern.Index },
        _ => new { type = pattern.Type, interval = pattern.Interval, daysOfWeek = Days(pattern.Days), firstDayOfWeek = $"{pattern.FirstDayOfWeek}".ToLowerInvariant() },
    };

    private static string[] Days(Weekdays days) =>
        [.. Enum.GetValues<DayOfWeek>().Where(day => days.HasFlag((Weekdays)(1 << (int)day))).Select(day => day.ToString().ToLowerInvariant())];
}
