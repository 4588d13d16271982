using System.Globalization;

namespace HybridCalendar.Bench.Pages;

/// <summary>Chooses what is asked for, as it stands in an address.</summary>
internal sealed class PageChoice(PagesPlan plan, LivingPart living, DateTimeOffset now, Random random)
{
    /// <summary>How many days meetings are spread over.</summary>
    private const int Days = 20;

    /// <summary>The day by UTC.</summary>
    public string Today => DayOf(now);

    /// <summary>A row of the audit log with many before and after it.</summary>
    public string AuditRow => living.AuditRow;

    public int Below(int count) => random.Next(count);

    public string Room() => Uri.EscapeDataString(PagesPlan.RoomMail(random.Next(plan.Rooms)));

    public string User() => Uri.EscapeDataString(PagesPlan.UserMail(random.Next(plan.Users)));

    public string Meeting() => PagesPlan.MeetingId(random.Next(plan.Meetings));

    /// <summary>A panel of which only a row of the list is there.</summary>
    public string ListedDevice() => PagesPlan.PanelId(random.Next(plan.Rooms));

    public string LivingRoom() => One(living.Rooms);

    public string LivingUser() => One(living.Users);

    public string LivingMeeting() => One(living.Meetings);

    public string Device() => One(living.Devices);

    public string Day() => DayOf(now.AddDays(random.Next(Days)));

    /// <summary>A moment as pages of meetings begin after it.</summary>
    public long Moment() => now.AddDays(random.Next(Days)).ToUnixTimeMilliseconds();

    /// <summary>Seven days as two parameters.</summary>
    public string Week(string from, string until, string time = "")
    {
        var first = now.AddDays(random.Next(Days));
        return $"{from}={DayOf(first)}{time}&{until}={DayOf(first.AddDays(6))}{time}";
    }

    private string One(IReadOnlyList<string> all) => Uri.EscapeDataString(all[random.Next(all.Count)]);

    private static string DayOf(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
