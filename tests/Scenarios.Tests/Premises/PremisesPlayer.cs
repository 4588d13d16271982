using System.Globalization;
using HybridCalendar.Scenarios.Tests.Play;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>Makes the edits of a scenario, one after the other, as its people would.</summary>
internal sealed class PremisesPlayer(PremisesWorld world, PremisesCast cast)
{
    private const int FirstHour = 8;
    private const int MostMeetings = 10;
    private static readonly int[] s_offsets = [0, 10, 20, 30];
    private static readonly int[] s_lengths = [15, 20, 30];
    private readonly Random _dice = new(cast.Seed);
    private readonly List<PremisesMeeting> _meetings = [];
    private int _titles;

    public IReadOnlyList<PremisesMeeting> Meetings => _meetings;

    /// <returns>What was done, for people who look for a mistake.</returns>
    public async Task<string> MakeAsync(PremisesEditKind kind)
    {
        try
        {
            if (kind is PremisesEditKind.ScheduleSingle or PremisesEditKind.ScheduleSeries)
                return _meetings.Count == MostMeetings ? "passed over: the day is full" : await ScheduleAsync(kind == PremisesEditKind.ScheduleSeries);
            var living = _meetings.FindAll(meeting => !meeting.IsOver);
            return living.Count == 0 ? "passed over: there is no meeting" : await ChangeAsync(kind, living[_dice.Next(living.Count)]);
        }
        catch (RefusedByGraphException refusal)
        {
            return $"refused: {refusal.Message}";
        }
    }

    private Task<string> ChangeAsync(PremisesEditKind kind, PremisesMeeting meeting) => kind switch
    {
        PremisesEditKind.Rename => RenameAsync(meeting),
        PremisesEditKind.Move => MoveAsync(meeting),
        PremisesEditKind.ChangePlace => ChangePlaceAsync(meeting),
        PremisesEditKind.ChangeRooms => ChangeRoomsAsync(meeting),
        PremisesEditKind.Cancel => CancelAsync(meeting),
        PremisesEditKind.ChangePattern => ChangePatternAsync(meeting),
        _ => ChangeOccurrenceAsync(kind, meeting),
    };

    private async Task<string> ScheduleAsync(bool isSeries)
    {
        var number = _meetings.Count;
        var who = cast.People[_dice.Next(cast.People.Count)];
        var words = $"Words of {number}.";
        var start = Time(number, world.Today.AddDays(_dice.Next(1, isSeries ? 8 : 20)));
        var content = Drafts.Times(start, start + Length(), cast.Zone);
        content["subject"] = NewTitle();
        content["location"] = Drafts.Location(Place());
        content["body"] = new { contentType = "html", content = _dice.Next(3) == 0 ? $"<p>{words}</p><p>https://zoom.us/j/9{_dice.Next(100_000_000, 999_999_999)}</p>" : $"<p>{words}</p>" };
        content["attendees"] = Attendees(Rooms());
        content["recurrence"] = isSeries ? Recurrence(start) : null;
        var made = await world.Outlook.CreateAsync(who.Address, content);
        _meetings.Add(new PremisesMeeting(number, who, made.GetProperty("id").GetString()!, made.GetProperty("iCalUId").GetString()!, words));
        return string.Create(CultureInfo.InvariantCulture, $"{who.Name} schedules {content["subject"]} on {start:MM-dd HH:mm}{(isSeries ? ", a series" : "")}");
    }

    private async Task<string> RenameAsync(PremisesMeeting meeting)
    {
        var subject = NewTitle();
        await PatchAsync(meeting, new { subject });
        return $"{meeting.Number} is called {subject}";
    }

    private async Task<string> MoveAsync(PremisesMeeting meeting)
    {
        var day = world.Find(meeting)!.Content.Start!.Local.ToDateTimeUnspecified().Date;
        var start = Time(meeting.Number, day);
        await PatchAsync(meeting, new { start = Drafts.Time(start, cast.Zone), end = Drafts.Time(start + Length(), cast.Zone) });
        return string.Create(CultureInfo.InvariantCulture, $"{meeting.Number} begins at {start:HH:mm}");
    }

    private async Task<string> ChangePlaceAsync(PremisesMeeting meeting)
    {
        var place = Place();
        await PatchAsync(meeting, new { location = Drafts.Location(place) });
        return $"{meeting.Number} takes place at '{place}'";
    }

    private async Task<string> ChangeRoomsAsync(PremisesMeeting meeting)
    {
        var rooms = Rooms();
        await PatchAsync(meeting, new { attendees = Attendees(rooms) });
        return $"{meeting.Number} is in [{string.Join(", ", rooms.Select(room => room.Name))}]";
    }

    private async Task<string> CancelAsync(PremisesMeeting meeting)
    {
        await (_dice.Next(2) == 0 ? world.Outlook.CancelAsync(meeting.Owner.Address, meeting.Id) : world.Outlook.DeleteAsync(meeting.Owner.Address, meeting.Id));
        meeting.IsOver = true;
        return $"{meeting.Number} is cancelled";
    }

    private async Task<string> ChangePatternAsync(PremisesMeeting meeting)
    {
        var content = world.Find(meeting)!.Content;
        if (content.Recurrence is null)
            return "passed over: no series";
        await PatchAsync(meeting, new { recurrence = Recurrence(content.Start!.Local.ToDateTimeUnspecified()) });
        return $"{meeting.Number} repeats otherwise";
    }

    private async Task<string> ChangeOccurrenceAsync(PremisesEditKind kind, PremisesMeeting meeting)
    {
        var occurrences = world.Find(meeting) is { IsSeries: true }
            ? await world.Outlook.ReadOccurrencesAsync(meeting.Owner.Address, meeting.Id, world.Time.GetUtcNow())
            : [];
        if (occurrences.Count == 0)
            return "passed over: no occurrences";
        var which = occurrences[_dice.Next(Math.Min(occurrences.Count, 4))];
        if (kind == PremisesEditKind.CancelOccurrence)
        {
            await world.Outlook.CancelAsync(meeting.Owner.Address, which.Id);
            return $"{meeting.Number}/{which.Slot} is cancelled";
        }
        var start = Time(meeting.Number, which.Slot.ToDateTimeUnspecified());
        await world.Outlook.ChangeAsync(meeting.Owner.Address, which.Id, new { start = Drafts.Time(start, cast.Zone), end = Drafts.Time(start + Length(), cast.Zone) });
        return string.Create(CultureInfo.InvariantCulture, $"{meeting.Number}/{which.Slot} begins at {start:HH:mm}");
    }

    private Task PatchAsync(PremisesMeeting meeting, object changes) => world.Outlook.ChangeAsync(meeting.Owner.Address, meeting.Id, changes);

    private string NewTitle() => $"Topic {++_titles} {cast.Label}";

    private string Place() => _dice.Next(5) switch { < 3 => "@meet", 3 => "Building 7; @meet", _ => "Building 7" };

    private List<PremisesRoom> Rooms() => _dice.Next(4) switch { 0 => [], 1 => [cast.Rooms[0]], 2 => [cast.Rooms[1]], _ => [.. cast.Rooms] };

    private static List<object> Attendees(IEnumerable<PremisesRoom> rooms) =>
        [.. rooms.Select(room => new { emailAddress = new { address = room.Address, name = room.Name }, type = "resource" })];

    /// <summary>Within the hour that the meeting has for itself.</summary>
    private DateTime Time(int meeting, DateTime day) => day.AddHours(FirstHour + meeting).AddMinutes(s_offsets[_dice.Next(s_offsets.Length)]);

    private TimeSpan Length() => TimeSpan.FromMinutes(s_lengths[_dice.Next(s_lengths.Length)]);

    private object Recurrence(DateTime start)
    {
        var (zone, date) = (cast.Zone, start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        object pattern = _dice.Next(3) == 0
            ? new { type = "daily", interval = 1 }
            : new { type = "weekly", interval = 1, daysOfWeek = new[] { start.DayOfWeek.ToString().ToLowerInvariant() }, firstDayOfWeek = "monday" };
        object range = _dice.Next(4) == 0
            ? new { type = "noEnd", startDate = date, recurrenceTimeZone = zone }
            : new { type = "numbered", startDate = date, numberOfOccurrences = _dice.Next(2, 6), recurrenceTimeZone = zone };
        return Drafts.With(pattern, range);
    }
}
