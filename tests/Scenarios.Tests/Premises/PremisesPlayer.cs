using System.Globalization;
using HybridCalendar.Scenarios.Tests.Play;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>Makes the edits of a scenario, one after the other, as its people would.</summary>
internal sealed partial class PremisesPlayer(PremisesWorld world, PremisesCast cast)
{
    private const int FirstHour = 8;
    private const int MostMeetings = 10;
    private static readonly int[] s_offsets = [0, 10, 20, 30];
    private static readonly int[] s_lengths = [15, 20, 30];

    /// <summary>Longer than everything that passes.</summary>
    private static readonly TimeSpan s_running = TimeSpan.FromHours(11);
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(2);
    private readonly Random _dice = new(cast.Seed);
    private readonly List<PremisesMeeting> _meetings = [];
    private int _titles;

    public IReadOnlyList<PremisesMeeting> Meetings => _meetings;

    /// <summary>Schedules the series whose first instance begins soon, and runs on from then.</summary>
    /// <returns>What was done.</returns>
    public Task<string> ScheduleRunningAsync() => ScheduleAsync(Soon(), s_running, isSeries: true, "@meet", [cast.Busy], isOpen: false);

    /// <summary>The person whom nobody watches schedules a meeting that begins soon, and runs on from then.</summary>
    /// <returns>What was done.</returns>
    public async Task<string> ScheduleUnwatchedAsync()
    {
        var (who, start) = (cast.People[^1], Soon());
        const string words = "Words from outside.";
        var content = Drafts.Times(start, start + s_running, cast.Zone);
        content["subject"] = NewTitle();
        content["body"] = new { contentType = "html", content = $"<p>{words}</p><p>{Link()}</p>" };
        content["attendees"] = Attendees([cast.Unwatched]);
        await AddAsync(who, content, words, start.TimeOfDay, [cast.Unwatched], isLeftToRoom: true);
        return $"{who.Name} schedules {content["subject"]} in {cast.Unwatched.Name}, which runs all the while";
    }

    /// <returns>What was done, for people who look for a mistake.</returns>
    public async Task<string> MakeAsync(PremisesEditKind kind)
    {
        try
        {
            if (kind is PremisesEditKind.ScheduleSingle or PremisesEditKind.ScheduleSeries)
                return _meetings.Count(meeting => meeting.OwnRooms is null) >= MostMeetings ? "passed over: the day is full" : await ScheduleAsync(kind == PremisesEditKind.ScheduleSeries);
            var living = _meetings.FindAll(meeting => meeting is { IsOver: false, IsLeftToRoom: false });
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
        PremisesEditKind.Shorten => ShortenAsync(meeting),
        PremisesEditKind.Cut => CutAsync(meeting),
        PremisesEditKind.Swap => SwapAsync(meeting),
        PremisesEditKind.ChangeSensitivity => ChangeSensitivityAsync(meeting),
        _ => ChangeOccurrenceAsync(kind, meeting),
    };

    private Task<string> ScheduleAsync(bool isSeries)
    {
        var begins = TimeSpan.FromHours(FirstHour + _meetings.Count(meeting => meeting.OwnRooms is null));
        var start = Time(begins, world.Today.AddDays(_dice.Next(1, isSeries ? 8 : 20)));
        return ScheduleAsync(start, Length(), isSeries, Place(), Rooms(), isOpen: true);
    }

    private async Task<string> ScheduleAsync(DateTime start, TimeSpan length, bool isSeries, string place, IReadOnlyList<PremisesRoom> rooms, bool isOpen)
    {
        // What runs all the while is a matter of the organizer's own series.
        var who = cast.People[_dice.Next(isOpen ? cast.People.Count : cast.People.Count - 1)];
        var words = $"Words of {_meetings.Count}.";
        var content = Drafts.Times(start, start + length, cast.Zone);
        content["subject"] = NewTitle();
        content["location"] = Drafts.Location(place);
        content["body"] = new { contentType = "html", content = _dice.Next(3) == 0 ? $"<p>{words}</p><p>{Link()}</p>" : $"<p>{words}</p>" };
        content["attendees"] = Attendees(rooms);
        content["sensitivity"] = _dice.Next(6) == 0 ? "private" : "normal";
        content["recurrence"] = isSeries ? Recurrence(start, includesStart: !isOpen) : null;
        await AddAsync(who, content, words, isOpen ? TimeSpan.FromHours(start.Hour) : start.TimeOfDay, isOpen ? null : rooms);
        return string.Create(CultureInfo.InvariantCulture,
            $"{who.Name} schedules {content["subject"]} on {start:MM-dd HH:mm}{(isSeries ? ", a series" : "")}, {content["sensitivity"]}, at '{place}' in [{Names(rooms)}]");
    }

    private async Task AddAsync(CastPerson who, Dictionary<string, object?> content, string words, TimeSpan begins, IReadOnlyList<PremisesRoom>? ownRooms, bool isLeftToRoom = false)
    {
        var made = await world.Outlook.CreateAsync(who.Address, content);
        _meetings.Add(new PremisesMeeting(_meetings.Count, who, made.GetProperty("id").GetString()!, made.GetProperty("iCalUId").GetString()!, words)
        {
            Begins = begins, OwnRooms = ownRooms, IsLeftToRoom = isLeftToRoom,
        });
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
        var start = Time(meeting.Begins, day);
        await PatchAsync(meeting, new { start = Drafts.Time(start, cast.Zone), end = Drafts.Time(start + Length(meeting), cast.Zone) });
        return string.Create(CultureInfo.InvariantCulture, $"{meeting.Number} begins at {start:HH:mm}");
    }

    /// <summary>Neither takes the other's days, but those of a series are many.</summary>
    private async Task<string> SwapAsync(PremisesMeeting meeting)
    {
        var others = _meetings.FindAll(other => other != meeting && other is { IsOver: false, OwnRooms: null, IsCut: false });
        if (meeting is not { OwnRooms: null, IsCut: false } || others.Count == 0)
            return "passed over: nobody to change places with";
        var other = others[_dice.Next(others.Count)];
        (meeting.Begins, other.Begins) = (other.Begins, meeting.Begins);
        return $"{await MoveAsync(meeting)}, then {await MoveAsync(other)}: they change places";
    }

    private async Task<string> ChangePlaceAsync(PremisesMeeting meeting)
    {
        var place = Place();
        await PatchAsync(meeting, new { location = Drafts.Location(place) });
        return $"{meeting.Number} takes place at '{place}'";
    }

    private async Task<string> ChangeRoomsAsync(PremisesMeeting meeting)
    {
        var rooms = Rooms(meeting);
        await PatchAsync(meeting, new { attendees = Attendees(rooms) });
        return $"{meeting.Number} is in [{Names(rooms)}]";
    }

    private async Task<string> ChangeSensitivityAsync(PremisesMeeting meeting)
    {
        var sensitivity = world.Find(meeting)!.Content.Sensitivity == "private" ? "normal" : "private";
        await PatchAsync(meeting, new { sensitivity });
        return $"{meeting.Number} is {sensitivity}";
    }

    private async Task<string> CancelAsync(PremisesMeeting meeting)
    {
        await (_dice.Next(2) == 0 ? world.Outlook.CancelAsync(meeting.Owner.Address, meeting.Id) : world.Outlook.DeleteAsync(meeting.Owner.Address, meeting.Id));
        meeting.IsOver = true;
        return $"{meeting.Number} is cancelled";
    }

    private Task PatchAsync(PremisesMeeting meeting, object changes) => world.Outlook.ChangeAsync(meeting.Owner.Address, meeting.Id, changes);

    private DateTime Soon()
    {
        var minute = world.Time.GetUtcNow() + s_soon;
        minute -= TimeSpan.FromTicks(minute.Ticks % TimeSpan.TicksPerMinute);
        return TimeZoneInfo.ConvertTime(minute, TimeZoneInfo.FindSystemTimeZoneById(cast.Zone)).DateTime;
    }

    private string Link() => $"https://zoom.us/j/9{_dice.Next(100_000_000, 999_999_999)}";

    private string NewTitle() => $"Topic {++_titles} {cast.Label}";

    private string Place() => _dice.Next(5) switch { < 3 => "@meet", 3 => "Building 7; @meet", _ => "Building 7" };

    private List<PremisesRoom> Rooms() => _dice.Next(4) switch { 0 => [], 1 => [cast.Rooms[0]], 2 => [cast.Rooms[1]], _ => [.. cast.Open] };

    private IReadOnlyList<PremisesRoom> Rooms(PremisesMeeting meeting) => meeting.OwnRooms is not { } own ? Rooms() : _dice.Next(3) == 0 ? [] : own;

    private static string Names(IEnumerable<PremisesRoom> rooms) => string.Join(", ", rooms.Select(room => room.Name));

    private static List<object> Attendees(IEnumerable<PremisesRoom> rooms) =>
        [.. rooms.Select(room => new { emailAddress = new { address = room.Address, name = room.Name }, type = "resource" })];

    /// <summary>Within the time that the meeting has for itself.</summary>
    private DateTime Time(TimeSpan begins, DateTime day) => day.Add(begins).AddMinutes(s_offsets[_dice.Next(s_offsets.Length)]);

    private TimeSpan Length(PremisesMeeting meeting) => meeting.OwnRooms is null ? Length() : s_running;

    private TimeSpan Length() => TimeSpan.FromMinutes(s_lengths[_dice.Next(s_lengths.Length)]);
}
