namespace HybridCalendar.Bench.Pages;

/// <summary>The pages and lists that are asked for.</summary>
internal static class PageCalls
{
    /// <param name="plan">How large the organization is.</param>
    /// <param name="import">The id of an import with many problems.</param>
    /// <param name="random">Chooses what is asked for.</param>
    /// <returns>Names, and what makes the address of each call.</returns>
    public static IReadOnlyList<(string Name, Func<string> Address)> Of(PagesPlan plan, string import, Random random)
    {
        string Room() => Uri.EscapeDataString(PagesPlan.RoomMail(random.Next(plan.Rooms)));
        string User() => Uri.EscapeDataString(PagesPlan.UserMail(random.Next(plan.Users)));
        string Meeting() => PagesPlan.MeetingId(random.Next(plan.Meetings));
        string Day() => Output.Now.AddDays(random.Next(20)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return
        [
            ("page overview", () => "admin/overview"),
            ("page rooms", () => "admin/rooms"),
            ("page rooms, later", () => $"admin/rooms?after={Room()}"),
            ("page rooms, search", () => $"admin/rooms?search=room+{random.Next(plan.Rooms)}"),
            ("page rooms, search without a hit", () => "admin/rooms?search=nowhere"),
            ("page rooms, problems", () => $"admin/rooms?problems=true&after={Room()}"),
            ("page room", () => $"admin/rooms/{Room()}"),
            ("page users", () => "admin/users"),
            ("page users, later", () => $"admin/users?after={User()}"),
            ("page users, search", () => $"admin/users?search=person+{random.Next(plan.Users)}"),
            ("page users, search without a hit", () => "admin/users?search=nobody"),
            ("page users, problems", () => $"admin/users?problems=true&after={User()}"),
            ("page user", () => $"admin/users/{User()}"),
            ("page import", () => "admin/users/import"),
            ("page import, 500 problems", () => $"admin/users/imports/{import}"),
            ("page meetings", () => "admin/meetings"),
            ("page meetings, organizer", () => $"admin/meetings?organizer={User()}"),
            ("page meetings, room", () => $"admin/meetings?room={Room()}"),
            ("page meetings, day", () => $"admin/meetings?from={Day()}"),
            ("page meetings, one day", () => Day() is var day ? $"admin/meetings?from={day}&until={day}" : ""),
            ("page meetings, one day, room", () => Day() is var day ? $"admin/meetings?from={day}&until={day}&room={Room()}" : ""),
            ("page meetings, later", () => $"admin/meetings?after={Output.Now.AddDays(random.Next(20)).ToUnixTimeMilliseconds()}~"),
            ("page meetings, TMS", () => "admin/meetings?tms=true"),
            ("page meetings, TMS, day", () => $"admin/meetings?tms=true&from={Day()}"),
            ("page meetings, TMS, organizer", () => $"admin/meetings?tms=true&organizer={User()}"),
            ("page meeting", () => $"admin/meetings/{Meeting()}"),
            ("page keywords", () => "admin/keywords"),
            ("page rules", () => "admin/rules"),
            ("page connectors", () => "admin/connectors"),
            ("page audit", () => "admin/audit"),
            ("page audit, subject", () => $"admin/audit?subject={User()}"),
            ("page audit, day", () => $"admin/audit?from={Output.Now:yyyy-MM-dd}&until={Output.Now:yyyy-MM-dd}"),
            ("page audit, a day before all", () => "admin/audit?until=2020-01-01"),
            ("page audit, who", () => "admin/audit?who=nobody"),
            ("list workspaces", () => $"api/workspaces?after={Room()}&top=100"),
            ("list workspaces, search", () => $"api/workspaces?search=room+{random.Next(plan.Rooms)}"),
            ("list users", () => $"api/users?after={User()}&top=100"),
            ("list users, search", () => $"api/users?search=person+{random.Next(plan.Users)}"),
            ("list devices", () => "api/devices?top=100"),
            ("list meetings, organizer", () => $"api/meetings?organizer={User()}"),
            ("list meetings, room", () => $"api/meetings?room={Room()}"),
            ("list meetings, until", () => $"api/meetings?until={Day()}T00:00:00Z"),
            ("list conferences", () => "api/meetings/conferences"),
            ("list rooms in TMS", () => "api/tms-rooms"),
            ("list audit", () => $"api/audit?subject={User()}"),
            ("list join rules", () => "api/join-rules"),
            ("overview", () => "api/overview"),
        ];
    }
}
