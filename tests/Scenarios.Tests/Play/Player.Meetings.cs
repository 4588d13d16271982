using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Scenarios.Tests.Check;
using HybridCalendar.Scenarios.Tests.Plan;
using NodaTime;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>Edits of whole meetings.</summary>
internal sealed partial class Player
{
    private async Task<string> CopyAsync(Edit edit, Meeting source, Random dice)
    {
        var item = world.Find(source)!;
        var who = dice.Next(3) == 0 ? cast.People[dice.Next(cast.People.Count)] : source.Owner;
        var content = Drafts.Single(dice, world.Today, who);
        content["subject"] = Title(edit);
        content["location"] = Drafts.Location(dice.Next(4) == 0 ? Places.Any(dice) : item.Content.Location.DisplayName);
        content["body"] = new { contentType = "html", content = item.Content.Body.Html };
        content["attendees"] = Drafts.Attendees(SomeRooms(dice), [], dice);
        // Some clients take the hidden properties along.
        if (dice.Next(2) == 0 && Properties(item.Content) is { Count: > 0 } properties)
            content["singleValueExtendedProperties"] = properties;
        var copy = await MakeAsync(edit, who, content);
        copy.Words = [.. source.Words];
        return $"{who.Name} copies {source.Number} to {Describe(content)}";
    }

    private async Task<string> DuplicateAsync(Edit edit, Meeting source, Random dice)
    {
        var keepsProperties = dice.Next(2) == 0;
        var copy = Note(edit, source.Owner, await Outlook.DuplicateAsync(source.Owner.Address, source.Id, keepsProperties, new { subject = Title(edit) }));
        copy.Words = [.. source.Words];
        (copy.IsFar, copy.Runs) = (source.IsFar, source.Runs);
        return $"duplicate {source.Number} as {Title(edit)}{(keepsProperties ? ", hidden properties too" : "")}";
    }

    private async Task<string> RenameAsync(Edit edit, Meeting meeting)
    {
        // Before the call: what is made in Webex meanwhile may have either title.
        meeting.Titles.Add(Title(edit));
        await Outlook.ChangeAsync(meeting.Owner.Address, meeting.Id, new { subject = Title(edit) });
        return $"rename {meeting.Number} to {Title(edit)}";
    }

    private async Task<string> MoveAsync(Meeting meeting, Random dice)
    {
        if (meeting.Runs)
            return "passed over: it runs";
        if (meeting.IsFar)
            return await MoveNearAsync(meeting, dice);
        var content = world.Find(meeting)!.Content;
        var by = content.IsAllDay ? Duration.FromDays(dice.Next(1, 3))
            : content.Recurrence is not null ? Duration.FromMinutes(30 * dice.Next(1, 4))
            // At times by weeks: over a change of clocks.
            : Duration.FromMinutes((30 * dice.Next(1, 40)) - 300) + Duration.FromDays(dice.Next(3) == 0 ? 7 * dice.Next(1, 4) : 0);
        var (start, end) = (Local(content.Start!, by), Local(content.End!, by));
        // A series keeps its days: only its time of the day changes.
        if (content.Recurrence is not null && start.Date != content.Start!.Local.Date.ToDateTimeUnspecified())
            return "passed over: the series would change its day";
        await Outlook.ChangeAsync(meeting.Owner.Address, meeting.Id, new { start = Drafts.Time(start, content.Start!.Zone), end = Drafts.Time(end, content.End!.Zone) });
        Drop(meeting);
        return $"move {meeting.Number} by {by} to {start:s}";
    }

    private async Task<string> MoveNearAsync(Meeting meeting, Random dice)
    {
        var start = world.Today.AddDays(dice.Next(2, 27)).AddHours(dice.Next(6, 18));
        await Outlook.ChangeAsync(meeting.Owner.Address, meeting.Id, new { start = Drafts.Time(start, "UTC"), end = Drafts.Time(start.AddMinutes(30), "UTC") });
        meeting.IsFar = false;
        return $"move {meeting.Number} from beyond the horizon to {start:s}";
    }

    /// <summary>What ran when it was made takes longer, whether it still runs or has just ended.</summary>
    /// <returns>What was done.</returns>
    public async Task<IReadOnlyList<string>> ExtendAsync() =>
        [.. await Task.WhenAll(_meetings.Values.Where(meeting => meeting is { Runs: true, IsOver: false }).Select(ExtendAsync))];

    private async Task<string> ExtendAsync(Meeting meeting)
    {
        var now = world.Time.GetUtcNow().UtcDateTime;
        var end = new DateTime(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0, DateTimeKind.Unspecified).AddMinutes(70 + (meeting.Number % 3 * 15));
        meeting.Joined = world.Checker.FindOneTimeAddress(cast, meeting);
        await Outlook.ChangeAsync(meeting.Owner.Address, meeting.Id, new { end = Drafts.Time(end, "UTC") });
        return $"   Later: extend {meeting.Number} until {end:s}, {(meeting.Joined is null ? "which nobody can have joined" : $"while people sit at {meeting.Joined}")}";
    }

    private async Task<string> ChangeLocationAsync(Meeting meeting, string place)
    {
        await Outlook.ChangeAsync(meeting.Owner.Address, meeting.Id, new { location = Drafts.Location(place) });
        return $"change the place of {meeting.Number} to '{place}'";
    }

    private async Task<string> ForwardAsync(Meeting meeting, Random dice)
    {
        var room = cast.Rooms[dice.Next(cast.Rooms.Count)];
        await Outlook.ForwardAsync(meeting.Owner.Address, meeting.Id, room.Address);
        return $"forward {meeting.Number} to {room.Name}";
    }

    private async Task<string> ForwardByGuestAsync(Meeting meeting, Random dice)
    {
        var copies = cast.People.Where(person => person != meeting.Owner)
            .Select(person => (Guest: person, Copy: world.Graph.Directory.Get(person.Address).Items().FirstOrDefault(item => item.UId == meeting.ICalUId)))
            .Where(guest => guest.Copy is { IsOrganizer: false, Content.IsCancelled: false }).ToList();
        if (copies.Count == 0)
            return $"passed over: nobody else has {meeting.Number}";
        var (who, copy) = copies[dice.Next(copies.Count)];
        var room = cast.Rooms[dice.Next(cast.Rooms.Count)];
        await Outlook.ForwardAsync(who.Address, copy!.Id.ToString(), room.Address);
        return $"{who.Name} forwards {meeting.Number} to {room.Name}";
    }

    private async Task<string> MoveToCalendarAsync(Edit edit, Meeting meeting)
    {
        // What lies there from the beginning is no business of the product's.
        if (BlockText.Find(world.Find(meeting)!.Content.Body.Html) is null)
            return "passed over: the product has not taken it up";
        await Outlook.MoveToNewCalendarAsync(meeting.Owner.Address, meeting.Id, $"Beside {edit.Number} {cast.Label}");
        return $"drag {meeting.Number} into another calendar";
    }

    private async Task<string> RoomDeclinesOccurrenceAsync(Meeting meeting, Random dice)
    {
        var room = cast.Rooms[dice.Next(cast.Rooms.Count)];
        var copy = world.Graph.Directory.Get(room.Address).Items().FirstOrDefault(item => item.IsSeries && item.UId == meeting.ICalUId);
        if (copy is null)
            return $"passed over: {room.Name} has no copy of the series {meeting.Number}";
        var occurrences = await Outlook.ReadOccurrencesAsync(room.Address, copy.Id.ToString(), world.Time.GetUtcNow());
        if (occurrences.Count == 0)
            return "passed over: no occurrences";
        var which = occurrences[dice.Next(Math.Min(occurrences.Count, 4))];
        await Outlook.DeclineAsync(room.Address, which.Id);
        return $"{room.Name} declines {meeting.Number}/{which.Slot}";
    }

    private async Task<string> ChangeRoomsAsync(Meeting meeting, Random dice)
    {
        var rooms = SomeRooms(dice);
        await Outlook.ChangeAsync(meeting.Owner.Address, meeting.Id, new { attendees = Drafts.Attendees(rooms, SomeGuests(dice, meeting.Owner), dice) });
        return $"invite to {meeting.Number} [{string.Join(", ", rooms.Select(room => room.Name))}]";
    }

    private async Task<string> CancelAsync(Meeting meeting, Random dice)
    {
        meeting.IsOver = true;
        var deletes = dice.Next(2) == 0;
        await (deletes ? Outlook.DeleteAsync(meeting.Owner.Address, meeting.Id) : Outlook.CancelAsync(meeting.Owner.Address, meeting.Id));
        return $"{(deletes ? "delete" : "cancel")} {meeting.Number}";
    }

    private async Task<string> RoomDeclinesAsync(Meeting meeting, Random dice)
    {
        var room = cast.Rooms[dice.Next(cast.Rooms.Count)];
        var copies = world.Graph.Directory.Get(room.Address).Items().Where(item => SeriesOccurrence.SeriesOf(item.UId) == meeting.ICalUId).ToList();
        if (copies.Count == 0)
            return $"passed over: {room.Name} has no copy of {meeting.Number}";
        await Outlook.DeclineAsync(room.Address, copies[dice.Next(copies.Count)].Id.ToString());
        return $"{room.Name} declines {meeting.Number}";
    }

    private static DateTime Local(ZonedTime time, Duration by) => (time.Local + Period.FromTicks((long)by.TotalTicks)).ToDateTimeUnspecified();

    private static List<object> Properties(EventContent content) => [.. content.ExtendedProperties.Select(property => new { id = property.Key, value = property.Value })];

    /// <summary>Another time or pattern drops the exceptions, and what was written in them.</summary>
    private void Drop(Meeting meeting)
    {
        var left = world.Find(meeting)!.Exceptions;
        foreach (var slot in meeting.OccurrenceTitles.Keys.Union(meeting.OccurrenceWords.Keys).Where(slot => !left.ContainsKey(slot)).ToList())
        {
            meeting.OccurrenceTitles.Remove(slot);
            meeting.OccurrenceWords.Remove(slot);
        }
    }
}
