using System.Globalization;
using HybridCalendar.Bench.Change;

namespace HybridCalendar.Bench.Premises;

/// <summary>
/// A meeting with a room of TMS. Of ten, six are hosted by TMS (@meet), one of these a weekly series, and four have somebody else's link.
/// </summary>
internal sealed record PremisesMeeting(int Number, int Organizer, int Room, DateTimeOffset Slot)
{
    public const int Weeks = 4;

    private const int SeriesEvery = 10;
    private const int FirstWithLink = 6;
    private static readonly TimeSpan s_length = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan s_shift = TimeSpan.FromMinutes(10);

    /// <summary>Graph's id in the organizer's mailbox.</summary>
    public string EventId { get; init; } = "";

    /// <summary>Whether it was moved, within the half hour that it has for itself.</summary>
    public bool IsMoved { get; init; }

    public bool IsSeries => Number % SeriesEvery == 0;

    public bool IsHosted => Number % SeriesEvery < FirstWithLink;

    public string Title => $"Meeting {Number.ToString("d6", CultureInfo.InvariantCulture)}";

    public IEnumerable<DateTimeOffset> Starts => Enumerable.Range(0, IsSeries ? Weeks : 1).Select(week => Start.AddDays(7 * week));

    private DateTimeOffset Start => IsMoved ? Slot + s_shift : Slot;

    /// <summary>The event as Outlook would post it.</summary>
    public object ToEvent() => new
    {
        subject = Title,
        body = new { contentType = "html", content = IsHosted ? "<p>Agenda follows.</p>" : $"<p>Join here: <a href=\"https://zoom.us/j/9{Number:d10}\">link</a></p>" },
        start = Time(Start),
        end = Time(Start + s_length),
        recurrence = IsSeries ? Weekly() : null,
        location = new { displayName = IsHosted ? "@meet" : BenchWorld.RoomName(Room) },
        attendees = new[] { new { type = "resource", emailAddress = new { address = BenchWorld.RoomMail(Room), name = BenchWorld.RoomName(Room) } } },
    };

    public object ToTimes() => new { start = Time(Start), end = Time(Start + s_length) };

    private object Weekly() => new
    {
        pattern = new { type = "weekly", interval = 1, daysOfWeek = new[] { Slot.UtcDateTime.DayOfWeek.ToString().ToLowerInvariant() } },
        range = new
        {
            type = "numbered",
            startDate = Slot.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            numberOfOccurrences = Weeks,
            recurrenceTimeZone = "UTC",
        },
    };

    private static object Time(DateTimeOffset time) => new { dateTime = time.UtcDateTime.ToString("s"), timeZone = "UTC" };
}
