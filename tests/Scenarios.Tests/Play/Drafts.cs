using System.Globalization;
using HybridCalendar.Scenarios.Tests.Plan;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>What people type into new invitations, as Graph's JSON.</summary>
internal static class Drafts
{
    private static readonly string[] s_days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    private static readonly string[] s_positions = ["first", "second", "third", "fourth", "last"];

    /// <summary>Days, working days and days of the weekend, as Outlook offers them.</summary>
    private static readonly string[][] s_daySets = [s_days, s_days[1..6], [s_days[0], s_days[6]]];
    private static readonly int[] s_minutes = [15, 30, 45, 60, 90];

    /// <summary>Text with words that are found again, and at times with a link to somebody else's meeting.</summary>
    public static string Html(string words, Random dice) => Html(words, dice, dice.Next(9));

    /// <summary>Text with words that are found again, and a link to somebody else's meeting.</summary>
    public static string HtmlWithLink(string words, Random dice) => Html(words, dice, dice.Next(3));

    private static string Html(string words, Random dice, int kind)
    {
        var number = dice.Next(1_000_000, 9_999_999);
        var link = kind switch
        {
            0 => $"<p><a href=\"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{number}%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%2c%22Oid%22%3a%22o%22%7d\">Join</a></p>",
            1 => $"<p>Zoom: <a href=\"https://zoom.us/j/9000{number}\">https://zoom.us/j/9000{number}</a></p>",
            2 => $"<p>Dial sip:video.{number}@partner.example</p>",
            _ => "",
        };
        return $"<p>{words} &amp; so on</p>{link}";
    }

    public static Dictionary<string, object?> Single(Random dice, DateTime today, CastPerson who)
    {
        var shape = dice.Next(12);
        var day = today.AddDays(dice.Next(2, 27));
        if (shape == 0)
            return Times(day, day.AddDays(dice.Next(1, 3)), who.Zone, isAllDay: true);
        if (shape == 2)
            return AtTheWindowsEnd(dice, today);
        var start = day.AddHours(7).AddMinutes(30 * dice.Next(20));
        var length = shape == 1 ? TimeSpan.FromHours(30) : TimeSpan.FromMinutes(s_minutes[dice.Next(s_minutes.Length)]);
        return Times(start, start + length, who.Zone);
    }

    /// <summary>At the end of what devices hold, and beyond it until days later.</summary>
    private static Dictionary<string, object?> AtTheWindowsEnd(Random dice, DateTime today)
    {
        var start = today.AddDays(32 + dice.Next(3)).AddMinutes(15 * dice.Next(-3, 4));
        return Times(start, start.AddMinutes(30), "UTC");
    }

    /// <summary>A few hours beyond the six months that daily passes reach.</summary>
    public static Dictionary<string, object?> Far(Random dice, DateTime now)
    {
        var start = new DateTime(now.Year, now.Month, now.Day, now.Hour, 0, 0, DateTimeKind.Unspecified).AddMonths(6).AddHours(dice.Next(4, 20));
        return Times(start, start.AddMinutes(s_minutes[dice.Next(s_minutes.Length)]), "UTC");
    }

    /// <summary>It began some minutes ago and ends some minutes later, or is the first of a series that does.</summary>
    public static Dictionary<string, object?> Running(Random dice, DateTime now)
    {
        var minute = new DateTime(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0, DateTimeKind.Unspecified);
        var start = minute.AddMinutes(-5 * dice.Next(1, 4));
        var content = Times(start, minute.AddMinutes(dice.Next(2) == 0 ? 14 : 40), "UTC");
        content["location"] = Location(dice.Next(3) == 0 ? Places.Any(dice) : "@webex:onetime");
        if (dice.Next(4) == 0)
            content["recurrence"] = With(new { type = "weekly", interval = 1, daysOfWeek = new[] { Day(start) }, firstDayOfWeek = "monday" }, Range(dice, start, "UTC", 3));
        return content;
    }

    public static Dictionary<string, object?> Series(Random dice, DateTime today, CastPerson who)
    {
        if (dice.Next(8) == 0)
            return DaysSeries(dice, today.AddDays(dice.Next(3, 12)), who.Zone);
        var start = today.AddDays(dice.Next(2, 12)).AddHours(7).AddMinutes(30 * dice.Next(18));
        var content = Times(start, start.AddMinutes(s_minutes[dice.Next(s_minutes.Length)]), who.Zone);
        content["recurrence"] = Recurrence(dice, start, who.Zone);
        return content;
    }

    /// <summary>Whole days, one or two at a time, or more than a day by the clock.</summary>
    private static Dictionary<string, object?> DaysSeries(Random dice, DateTime day, string zone)
    {
        var shape = dice.Next(3);
        var start = shape == 2 ? day.AddHours(9) : day;
        var content = shape == 2 ? Times(start, start.AddHours(30), zone) : Times(start, start.AddDays(1 + shape), zone, isAllDay: true);
        content["recurrence"] = With(
            new { type = "weekly", interval = 1, daysOfWeek = new[] { Day(start) }, firstDayOfWeek = "monday" }, Range(dice, start, zone, dice.Next(2, 5)));
        return content;
    }

    public static Dictionary<string, object?> Times(DateTime start, DateTime end, string zone, bool isAllDay = false) => new()
    {
        ["start"] = Time(start, zone),
        ["end"] = Time(end, zone),
        ["isAllDay"] = isAllDay,
    };

    public static object Time(DateTime time, string zone) => new { dateTime = time.ToString("s", CultureInfo.InvariantCulture), timeZone = zone };

    public static object Location(string place) => new { displayName = place };

    /// <summary>Rooms are resources, or people where somebody typed them among those.</summary>
    public static List<object> Attendees(IEnumerable<CastRoom> rooms, IEnumerable<CastPerson> people, Random dice) =>
    [
        .. rooms.Select(room => new { emailAddress = new { address = room.Address, name = room.Name }, type = dice.Next(5) == 0 ? "required" : "resource" }),
        .. people.Select(person => new { emailAddress = new { address = person.Address, name = person.Name }, type = "required" }),
    ];

    /// <summary>A pattern for a series that starts at this time; now and then one that the first day does not fit.</summary>
    public static object Recurrence(Random dice, DateTime start, string zone) => dice.Next(8) switch
    {
        0 or 1 => With(new { type = "daily", interval = dice.Next(1, 3) }, Range(dice, start, zone, dice.Next(3, 7))),
        2 => With(new { type = "absoluteMonthly", interval = 1, dayOfMonth = dice.Next(2) == 0 ? start.Day : dice.Next(29, 32) }, Range(dice, start, zone, 3, 31)),
        3 => With(new { type = "relativeMonthly", interval = 1, daysOfWeek = new[] { Day(start) }, index = s_positions[dice.Next(2) * 4] }, Range(dice, start, zone, 3, 31)),
        4 => With(
            new { type = "relativeMonthly", interval = 1, daysOfWeek = s_daySets[dice.Next(s_daySets.Length)], index = s_positions[dice.Next(s_positions.Length)] },
            Range(dice, start, zone, 3, 31)),
        var shape => With(
            new { type = "weekly", interval = shape == 5 ? 2 : 1, daysOfWeek = Days(dice, start), firstDayOfWeek = dice.Next(2) == 0 ? "sunday" : "monday" },
            Range(dice, start, zone, dice.Next(2, 6))),
    };

    public static object With(object pattern, object range) => new { pattern, range };

    public static object Until(DateTime start, DateTime last, string zone) => new
    {
        type = "endDate", startDate = Date(start), endDate = Date(last), recurrenceTimeZone = zone,
    };

    private static object Range(Random dice, DateTime start, string zone, int count, int days = 7) => dice.Next(5) switch
    {
        0 => new { type = "noEnd", startDate = Date(start), recurrenceTimeZone = zone },
        1 => Until(start, start.AddDays(days * count), zone),
        _ => new { type = "numbered", startDate = Date(start), numberOfOccurrences = count, recurrenceTimeZone = zone },
    };

    private static string[] Days(Random dice, DateTime start) => dice.Next(5) switch
    {
        0 => [Day(start), Day(start.AddDays(2))],
        1 => [Day(start.AddDays(3))],
        2 => [.. new[] { Day(start), "sunday" }.Distinct()],
        _ => [Day(start)],
    };

    private static string Day(DateTime time) => s_days[(int)time.DayOfWeek];

    private static string Date(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
