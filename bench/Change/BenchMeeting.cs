namespace HybridCalendar.Bench.Change;

/// <summary>A meeting as its organizer's calendar has it, and what must stand on the room's device for it.</summary>
internal sealed record BenchMeeting(int Number, int Organizer, int Invitee, int Room, bool HasKeyword)
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(30);

    /// <summary>Graph's id in the organizer's mailbox.</summary>
    public string EventId { get; init; } = "";

    public DateTimeOffset Start { get; init; }

    public int Renames { get; init; }

    public bool IsCancelled { get; init; }

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
        location = new { displayName = HasKeyword ? $"{BenchWorld.RoomName(Room)}; @webex" : BenchWorld.RoomName(Room) },
        attendees = new object[]
        {
            new { type = "resource", emailAddress = new { address = BenchWorld.RoomMail(Room), name = BenchWorld.RoomName(Room) } },
            new { type = "required", emailAddress = new { address = BenchWorld.PersonMail(Invitee), name = BenchWorld.PersonName(Invitee) } },
        },
    };

    public object ToTimes() => new { start = Time(Start), end = Time(Start + Length) };

    /// <summary>Whether a device's list says of this meeting what the calendar says.</summary>
    public bool IsRightOn(IEnumerable<ListRow> rows)
    {
        var own = rows.Where(row => row.Title.StartsWith($"Meeting {Number:d6} ", StringComparison.Ordinal)).ToList();
        return IsCancelled ? own.Count == 0 : own is [var only] && only == ToRow();
    }

    public ListRow ToRow() => new(Title, Start, Address);

    private static object Time(DateTimeOffset time) => new { dateTime = time.UtcDateTime.ToString("s"), timeZone = "UTC" };
}
