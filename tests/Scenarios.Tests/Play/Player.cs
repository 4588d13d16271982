using System.Text.Encodings.Web;
using System.Text.Json;
using HybridCalendar.Scenarios.Tests.Plan;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>Makes the edits of a scenario, one after the other, as its people would.</summary>
internal sealed partial class Player(ScenarioWorld world, Cast cast)
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(1.5);
    private readonly Dictionary<int, Meeting> _meetings = [];

    public IReadOnlyCollection<Meeting> Meetings => _meetings.Values;

    private CalendarClient Outlook => world.Outlook;

    private IEnumerable<CastPerson> Off => cast.People.Where(person => person.IsOff);

    /// <returns>What was done, for people who look for a mistake.</returns>
    public async Task<string> MakeAsync(Edit edit)
    {
        var dice = new Random(edit.Dice);
        try
        {
            return edit.Kind switch
            {
                EditKind.ScheduleSingle => await ScheduleAsync(edit, dice, Drafts.Single),
                EditKind.ScheduleSeries => await ScheduleAsync(edit, dice, Drafts.Series),
                EditKind.ScheduleFar => await ScheduleFarAsync(edit, dice),
                EditKind.ScheduleNow => await ScheduleNowAsync(edit, dice),
                EditKind.Fault => await world.Trouble.BeginAsync(cast, dice),
                EditKind.FaultsEnd => await world.Trouble.EndAsync(cast),
                EditKind.SwitchOff => await SwitchOffAsync(dice),
                EditKind.RemoveUser => await RemoveUserAsync(dice),
                EditKind.SwitchOn => await SwitchOnAsync(),
                EditKind.TakeAccess => await TakeAccessAsync(dice),
                EditKind.GiveAccess => await GiveAccessAsync(),
                EditKind.Settle => await SettleAsync(),
                _ when _meetings.GetValueOrDefault(edit.Meeting) is { IsOver: false } meeting => await ChangeAsync(edit, meeting, dice),
                _ => "passed over: there is no such meeting",
            };
        }
        catch (RefusedByGraphException refusal)
        {
            return $"refused: {refusal.Message}";
        }
    }

    private Task<string> ChangeAsync(Edit edit, Meeting meeting, Random dice) => edit.Kind switch
    {
        EditKind.Copy => CopyAsync(edit, meeting, dice),
        EditKind.Duplicate => DuplicateAsync(edit, meeting, dice),
        EditKind.Rename => RenameAsync(edit, meeting),
        EditKind.Move => MoveAsync(meeting, dice),
        EditKind.ChangeLocation => ChangeLocationAsync(meeting, Places.Any(dice)),
        EditKind.LinkLocation => ChangeLocationAsync(meeting, Places.WithLink(dice)),
        EditKind.WriteWords => WriteWordsAsync(edit, meeting),
        EditKind.RewriteBody => RewriteBodyAsync(edit, meeting, dice),
        EditKind.DamageBlock => DamageBlockAsync(meeting, dice),
        EditKind.PasteBlock => PasteBlockAsync(meeting, dice),
        EditKind.Forward => ForwardAsync(meeting, dice),
        EditKind.ForwardByGuest => ForwardByGuestAsync(meeting, dice),
        EditKind.MoveToCalendar => MoveToCalendarAsync(edit, meeting),
        EditKind.RoomDeclinesOccurrence => RoomDeclinesOccurrenceAsync(meeting, dice),
        EditKind.ChangeRooms => ChangeRoomsAsync(meeting, dice),
        EditKind.Cancel => CancelAsync(meeting, dice),
        EditKind.RoomDeclines => RoomDeclinesAsync(meeting, dice),
        EditKind.MoveLast => MoveLastAsync(meeting, dice),
        EditKind.ChangePattern => ChangePatternAsync(meeting, dice),
        EditKind.SplitSeries => SplitAsync(edit, meeting, dice),
        _ => ChangeOccurrenceAsync(edit, meeting, dice),
    };

    private async Task<string> SwitchOffAsync(Random dice)
    {
        var watched = cast.People.Where(person => person is { IsEnabled: true, IsOff: false }).ToList();
        if (watched.Count == 0)
            return "passed over: nobody is watched";
        var who = watched[dice.Next(watched.Count)];
        who.IsOff = true;
        await world.WatchAsync(who, isEnabled: false);
        return $"{who.Name} is switched off";
    }

    /// <summary>Also of who is switched off already.</summary>
    private async Task<string> RemoveUserAsync(Random dice)
    {
        var known = cast.People.Where(person => person is { IsEnabled: true, IsRemoved: false }).ToList();
        if (known.Count == 0)
            return "passed over: nobody is a user";
        var who = known[dice.Next(known.Count)];
        (who.IsOff, who.IsRemoved) = (true, true);
        await world.RemoveAsync(who);
        return $"{who.Name} is removed";
    }

    /// <summary>Whoever is switched off or removed is watched again.</summary>
    public async Task<string> SwitchOnAsync()
    {
        var off = Off.ToList();
        foreach (var who in off)
        {
            await world.WatchAsync(who, isEnabled: true);
            (who.IsOff, who.IsRemoved) = (false, false);
        }
        return off.Count == 0 ? "passed over: nobody is switched off" : $"{string.Join(", ", off.Select(who => who.Name))} switched on again";
    }

    private async Task<string> TakeAccessAsync(Random dice)
    {
        var used = cast.People.Where(person => person is { IsEnabled: true, IsRefused: false }).ToList();
        if (used.Count == 0)
            return "passed over: no mailbox may be used";
        var who = used[dice.Next(used.Count)];
        await world.Trouble.SetAccessAsync(who, isGiven: false);
        return $"the product may not use the mailbox of {who.Name}";
    }

    /// <summary>Every mailbox may be used again.</summary>
    public async Task<string> GiveAccessAsync()
    {
        var refused = cast.People.Where(person => person.IsRefused).ToList();
        foreach (var who in refused)
            await world.Trouble.SetAccessAsync(who, isGiven: true);
        return refused.Count == 0 ? "passed over: every mailbox may be used" : $"the product may use the mailbox of {string.Join(", ", refused.Select(who => who.Name))} again";
    }

    private async Task<string> SettleAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (world.Up.IsCompleted && !cast.People.Any(person => person.IsUnseen) && !world.Trouble.IsOn(cast) && TimeProvider.System.GetElapsedTime(began) < s_settling && world.Checker.FindDifferences(cast, Meetings).Count > 0)
            await looks.WaitForNextTickAsync();
        return "wait for the product";
    }

    private async Task<string> ScheduleAsync(Edit edit, Random dice, Func<Random, DateTime, CastPerson, Dictionary<string, object?>> draft)
    {
        var who = cast.People[dice.Next(cast.People.Count)];
        var content = draft(dice, world.Today, who);
        var rooms = SomeRooms(dice);
        var words = $"Words of {edit.Number}.";
        content["subject"] = Title(edit);
        content.TryAdd("location", Drafts.Location(Places.Any(dice)));
        // Two services in one invitation are a question of the rules' order, which has tests of its own.
        var isOnline = dice.Next(8) == 0;
        content["body"] = new { contentType = "html", content = isOnline ? $"<p>{words}</p>" : Drafts.Html(words, dice) };
        content["attendees"] = Drafts.Attendees(rooms, SomeGuests(dice, who), dice);
        content["sensitivity"] = dice.Next(6) == 0 ? "private" : "normal";
        if (isOnline)
            (content["isOnlineMeeting"], content["onlineMeetingProvider"]) = (true, "teamsForBusiness");
        var meeting = await MakeAsync(edit, who, content);
        meeting.Words = [words];
        return $"{who.Name} schedules {Describe(content)}";
    }

    private async Task<string> ScheduleFarAsync(Edit edit, Random dice)
    {
        var told = await ScheduleAsync(edit, dice, (_, today, who) => Drafts.Far(dice, world.Time.GetUtcNow().UtcDateTime));
        _meetings[edit.Number].IsFar = true;
        return told;
    }

    private async Task<string> ScheduleNowAsync(Edit edit, Random dice)
    {
        var told = await ScheduleAsync(edit, dice, (_, _, _) => Drafts.Running(dice, world.Time.GetUtcNow().UtcDateTime));
        _meetings[edit.Number].Runs = true;
        return told;
    }

    private async Task<Meeting> MakeAsync(Edit edit, CastPerson who, Dictionary<string, object?> content)
    {
        return Note(edit, who, await Outlook.CreateAsync(who.Address, content));
    }

    private Meeting Note(Edit edit, CastPerson who, JsonElement made)
    {
        var meeting = new Meeting(edit.Number, who, made.GetProperty("id").GetString()!, made.GetProperty("iCalUId").GetString()!);
        meeting.Titles.Add(Title(edit));
        return _meetings[edit.Number] = meeting;
    }

    private string Title(Edit edit) => $"Topic {edit.Number} {cast.Label}";

    private List<CastRoom> SomeRooms(Random dice)
    {
        var rooms = cast.Rooms.Where(_ => dice.Next(2) == 0).ToList();
        return rooms.Count > 0 || dice.Next(5) == 0 ? rooms : [cast.Rooms[dice.Next(cast.Rooms.Count)]];
    }

    private List<CastPerson> SomeGuests(Random dice, CastPerson organizer) =>
        [.. cast.People.Where(person => person != organizer && dice.Next(3) == 0)];

    /// <summary>Readable JSON, without what says nothing.</summary>
    private static string Describe(object content) =>
        JsonSerializer.Serialize(content, s_json).Replace("\r\n", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);
}
