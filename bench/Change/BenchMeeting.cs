using System.Collections.Immutable;
using System.Globalization;

namespace HybridCalendar.Bench.Change;

/// <summary>A meeting or weekly series as its organizer's calendar has it, and what must stand on the room's device for it.</summary>
internal sealed record BenchMeeting(int Number, int Organizer, int Invitee, int Room, bool HasKeyword)
{
    /// <summary>Shorter than a slot, so that a move by the rest stays in it.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(20);
    public static readonly TimeSpan Slot = TimeSpan.FromMinutes(30);

    /// <summary>How often a series takes place.</summary>
    public const int Weeks = 3;

    private static readonly TimeSpan s_shift = Slot - Length;

    /// <summary>Graph's id in the organizer's mailbox.</summary>
    public string EventId { get; init; } = "";

    public DateTimeOffset Start { get; init; }

    public int Renames { get; init; }

    public bool IsCancelled { get; init; }

    /// <summary>Those of a series, one a week; none for a single meeting.</summary>
    public ImmutableArray<BenchOccurrence> Occurrences { get; init; } = [];

    public bool IsSeries => !Occurrences.IsEmpty;

    public string Title => $"Meeting {Number:d6} v{Renames}";

    /// <summary>What Join dials.</summary>
    public string Address => HasKeyword ? BenchWorld.PersonalRoom(Organizer) : $"{ZoomId}@zoomcrc.com";

    private string ZoomId => $"9{Number:d10}";

    /// <summary>The event as Outlook would post it.</summary>
    public object ToEvent() => new
    {
        subject = Title,
        body = new { contentType = "html", content = HasKeyword ? "<p>Agenda follows.</p>" : $"<p>Join here: <a href=\"https://zoom.us/j/{ZoomId}\">https://zoom.us/j/{ZoomId}</a></p>" },
        start = Time(Start),
        end = Time(Start + Length),
        recurrence = IsSeries ? Weekly() : null,
        location = new { displayName = HasKeyword ? $"{BenchWorld.RoomName(Room)}; @webex" : BenchWorld.RoomName(Room) },
        attendees = new object[]
        {
            new { type = "resource", emailAddress = new { address = BenchWorld.RoomMail(Room), name = BenchWorld.RoomName(Room) } },
            new { type = "required", emailAddress = new { address = BenchWorld.PersonMail(Invitee), name = BenchWorld.PersonName(Invitee) } },
        },
    };

    public object ToTimes() => Times(Start);

    public object ToTimes(int week) => Times(StartOf(week));

    public string TitleOf(int week) => Occurrences[week].Renames == 0 ? Title : $"Meeting {Number:d6} w{week}v{Occurrences[week].Renames}";

    /// <summary>The same at another time in its slot; that drops the exceptions of a series.</summary>
    public BenchMeeting Shifted() => this with
    {
        Start = Start + Shift(),
        Occurrences = [.. Occurrences.Select(occurrence => occurrence with { Renames = 0, IsShifted = false, IsCancelled = false })],
    };

    public BenchMeeting With(int week, BenchOccurrence changed) => this with { Occurrences = Occurrences.SetItem(week, changed) };

    /// <summary>Whether a device's list says of this meeting what the calendar says.</summary>
    public bool IsRightOn(IEnumerable<ListRow> rows)
    {
        var own = rows.Where(row => row.Title.StartsWith($"Meeting {Number:d6} ", StringComparison.Ordinal)).ToList();
        var expected = IsCancelled ? [] : ToRows().ToList();
        return own.Count == expected.Count && own.ToHashSet().SetEquals(expected);
    }

    private IEnumerable<ListRow> ToRows() => IsSeries
        ? Enumerable.Range(0, Weeks).Where(week => !Occurrences[week].IsCancelled).Select(week => new ListRow(TitleOf(week), StartOf(week), Address))
        : [new ListRow(Title, Start, Address)];

    private DateTimeOffset StartOf(int week) => Start.AddDays(7 * week) + (Occurrences[week].IsShifted ? Shift() : TimeSpan.Zero);

    private TimeSpan Shift() => Start.Ticks % Slot.Ticks == 0 ? s_shift : -s_shift;

    private object Weekly() => new
    {
        pattern = new { type = "weekly", interval = 1, daysOfWeek = new[] { Start.UtcDateTime.DayOfWeek.ToString().ToLowerInvariant() } },
        range = new
        {
            type = "numbered",
            startDate = Start.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            numberOfOccurrences = Weeks,
            recurrenceTimeZone = "UTC",
        },
    };

    private static object Times(DateTimeOffset start) => new { start = Time(start), end = Time(start + Length) };

    private static object Time(DateTimeOffset time) => new { dateTime = time.UtcDateTime.ToString("s"), timeZone = "UTC" };
}
