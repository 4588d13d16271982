namespace HybridCalendar.Sandbox.Tests.Graph;

/// <summary>Bodies of requests. Days lie near today, because rooms look only half a year ahead.</summary>
internal static class Sample
{
    public static readonly DateOnly Monday = NextMonday();

    public static Dictionary<string, object?> Meeting(DateOnly day, string time = "10:00", int minutes = 30, params string[] rooms)
    {
        var start = day.ToDateTime(TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
        return new()
        {
            ["subject"] = "Budget",
            ["body"] = new { contentType = "html", content = "<p>Bring <b>numbers</b></p>" },
            ["start"] = new { dateTime = start.ToString("s"), timeZone = "FLE Standard Time" },
            ["end"] = new { dateTime = start.AddMinutes(minutes).ToString("s"), timeZone = "FLE Standard Time" },
            ["location"] = new { displayName = "Rila; @webex" },
            ["sensitivity"] = "private",
            ["attendees"] = rooms.Select(r => new { type = r.StartsWith('o') ? "required" : "resource", emailAddress = new { address = r, name = r } }).ToArray(),
        };
    }

    public static Dictionary<string, object?> With(this Dictionary<string, object?> meeting, string name, object? value)
    {
        meeting[name] = value;
        return meeting;
    }

    public static object Weekly(DateOnly start, int count, params string[] days) => new
    {
        pattern = new { type = "weekly", interval = 1, daysOfWeek = days },
        range = new { type = "numbered", startDate = start.ToString("O", System.Globalization.CultureInfo.InvariantCulture), numberOfOccurrences = count },
    };

    public static string View(string mailbox, DateOnly from, int days) =>
        $"/users/{mailbox}/calendarView?startDateTime={from:yyyy-MM-dd}T00:00:00Z&endDateTime={from.AddDays(days):yyyy-MM-dd}T00:00:00Z&$top=200&$orderby=start/dateTime";

    private static DateOnly NextMonday()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        return today.AddDays(((8 - (int)today.DayOfWeek) % 7) + 7);
    }
}
