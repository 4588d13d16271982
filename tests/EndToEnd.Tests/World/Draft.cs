using System.Globalization;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.World;

/// <summary>What somebody types into a new invitation.</summary>
internal sealed record Draft(WorldPerson Who, string Subject, DateTimeOffset Start)
{
    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>By the wall clock of this zone it is written down, and repeats. Windows or IANA name.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>Whole days of its zone, in which it must begin and end at midnight.</summary>
    public bool IsAllDay { get; init; }

    public string Location { get; init; } = "";

    public string Html { get; init; } = "";

    public IReadOnlyList<WorldRoom> Rooms { get; init; } = [];

    /// <summary>Outlook leaves a room that was typed among the people a person.</summary>
    public string RoomType { get; init; } = "resource";

    public string Sensitivity { get; init; } = "normal";

    /// <summary>How many weeks it repeats; 1 does not repeat.</summary>
    public int Weeks { get; init; } = 1;

    /// <summary>Another recurrence than the weekly one.</summary>
    public object? Recurrence { get; init; }

    /// <summary>Whether Outlook gives it a Teams meeting.</summary>
    public bool IsTeams { get; init; }

    public object ToJson() => new
    {
        subject = Subject,
        body = new { contentType = "html", content = Html },
        start = Time(Start, Zone),
        end = Time(Start + Length, Zone),
        isAllDay = IsAllDay,
        location = new { displayName = Location },
        sensitivity = Sensitivity,
        attendees = Attendees(Rooms, RoomType),
        isOnlineMeeting = IsTeams,
        recurrence = Recurrence ?? (Weeks == 1 ? null : new
        {
            pattern = new { type = "weekly", interval = 1, daysOfWeek = new[] { Start.UtcDateTime.DayOfWeek.ToString().ToLowerInvariant() } },
            range = new
            {
                type = "numbered",
                startDate = Day(Start),
                numberOfOccurrences = Weeks,
                recurrenceTimeZone = "UTC",
            },
        }),
    };

    /// <summary>Every day from a day on, so many times, by the clock of a zone.</summary>
    public static object Daily(DateOnly from, int times, string zone) => new
    {
        pattern = new { type = "daily", interval = 1 },
        range = new { type = "numbered", startDate = from.ToString("O", CultureInfo.InvariantCulture), numberOfOccurrences = times, recurrenceTimeZone = zone },
    };

    /// <summary>Every week on the day of a start, or of another time, for ever or until a day.</summary>
    public static object Weekly(DateTimeOffset start, DateTimeOffset? until = null, DateTimeOffset? onTheDayOf = null) => new
    {
        pattern = new { type = "weekly", interval = 1, daysOfWeek = new[] { (onTheDayOf ?? start).UtcDateTime.DayOfWeek.ToString().ToLowerInvariant() } },
        range = new { type = until is null ? "noEnd" : "endDate", startDate = Day(start), endDate = Day(until ?? start), recurrenceTimeZone = "UTC" },
    };

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static IEnumerable<object> Attendees(IEnumerable<WorldRoom> rooms, string type = "resource") =>
        rooms.Select(room => new { emailAddress = new { address = room.Address, name = room.Name }, type });

    public static object Time(DateTimeOffset time, string zone = "UTC")
    {
        var wall = TimeZoneInfo.ConvertTime(time, TimeZoneInfo.FindSystemTimeZoneById(zone));
        return new { dateTime = wall.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), timeZone = zone };
    }
}
