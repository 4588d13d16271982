namespace HybridCalendar.Bench.Pages;

/// <summary>The pages and lists that are asked for. <c>MeasuredPagesTests</c> finds what is left out.</summary>
internal static class PageCalls
{
    /// <param name="plan">How large the organization is.</param>
    /// <param name="living">What has more than a row in the lists.</param>
    /// <param name="now">UTC.</param>
    /// <param name="random">Chooses what is asked for.</param>
    /// <returns>Names, and what makes the address of each call.</returns>
    public static IReadOnlyList<(string Name, Func<string> Address)> Of(PagesPlan plan, LivingPart living, DateTimeOffset now, Random random)
    {
        var choice = new PageChoice(plan, living, now, random);
        return [.. Pages(plan, living, choice), .. MeetingPages(choice), .. Lists(plan, choice), .. Singles(living, choice)];
    }

    private static IEnumerable<(string Name, Func<string> Address)> Pages(PagesPlan plan, LivingPart living, PageChoice any) =>
    [
        ("page sign-in", () => "admin/sign-in"),
        ("page overview", () => "admin/overview"),
        ("page rooms", () => "admin/rooms"),
        ("page rooms, later", () => $"admin/rooms?after={any.Room()}"),
        ("page rooms, search", () => $"admin/rooms?search=room+{any.Below(plan.Rooms)}"),
        ("page rooms, search without a hit", () => "admin/rooms?search=nowhere"),
        ("page rooms, problems", () => $"admin/rooms?problems=true&after={any.Room()}"),
        ("page room", () => $"admin/rooms/{any.LivingRoom()}"),
        ("page room, never read", () => $"admin/rooms/{any.Room()}"),
        ("page devices", () => "admin/devices"),
        ("page devices, later", () => $"admin/devices?after={any.ListedDevice()}"),
        ("page devices, search", () => $"admin/devices?search=panel+{any.Below(plan.Rooms)}"),
        ("page devices, search without a hit", () => "admin/devices?search=nowhere"),
        ("page devices, problems", () => "admin/devices?problems=true"),
        ("page devices, problems, later", () => $"admin/devices?problems=true&after={any.ListedDevice()}"),
        ("page device", () => $"admin/devices/{any.Device()}"),
        ("page users", () => "admin/users"),
        ("page users, later", () => $"admin/users?after={any.User()}"),
        ("page users, search", () => $"admin/users?search=person+{any.Below(plan.Users)}"),
        ("page users, search without a hit", () => "admin/users?search=nobody"),
        ("page users, problems", () => $"admin/users?problems=true&after={any.User()}"),
        ("page user", () => $"admin/users/{any.LivingUser()}"),
        ("page user, never read", () => $"admin/users/{any.User()}"),
        ("page import", () => "admin/users/import"),
        ("page import, 500 problems", () => $"admin/users/imports/{living.Import}"),
        ("page keywords", () => "admin/keywords"),
        ("page rules", () => "admin/rules"),
        ("page rules, search", () => "admin/rules?search=zoom"),
        ("page rules, all", () => "admin/rules?all=true"),
        ("page connectors", () => "admin/connectors"),
        ("page connectors, later rooms", () => $"admin/connectors?after={any.Room()}"),
        ("page audit", () => "admin/audit"),
        ("page audit, later", () => $"admin/audit?after={living.AuditRow}"),
        ("page audit, subject", () => $"admin/audit?subject={any.User()}"),
        ("page audit, day", () => $"admin/audit?from={any.Today}&until={any.Today}"),
        ("page audit, a day before all", () => "admin/audit?until=2020-01-01"),
        ("page audit, who", () => "admin/audit?who=nobody"),
    ];

    private static IEnumerable<(string Name, Func<string> Address)> MeetingPages(PageChoice any) =>
    [
        ("page meetings", () => "admin/meetings"),
        ("page meetings, organizer", () => $"admin/meetings?organizer={any.User()}"),
        ("page meetings, room", () => $"admin/meetings?room={any.Room()}"),
        ("page meetings, day", () => $"admin/meetings?from={any.Day()}"),
        ("page meetings, one day", () => any.Day() is var day ? $"admin/meetings?from={day}&until={day}" : ""),
        ("page meetings, one day, room", () => any.Day() is var day ? $"admin/meetings?from={day}&until={day}&room={any.Room()}" : ""),
        ("page meetings, a week", () => any.Week("from", "until") is var week ? $"admin/meetings?{week}" : ""),
        ("page meetings, a week, room", () => $"admin/meetings?{any.Week("from", "until")}&room={any.Room()}"),
        ("page meetings, a week, organizer", () => $"admin/meetings?{any.Week("from", "until")}&organizer={any.User()}"),
        ("page meetings, later", () => $"admin/meetings?after={any.Moment()}~"),
        ("page meetings, TMS", () => "admin/meetings?tms=true"),
        ("page meetings, TMS, day", () => $"admin/meetings?tms=true&from={any.Day()}"),
        ("page meetings, TMS, organizer", () => $"admin/meetings?tms=true&organizer={any.User()}"),
        ("page meeting", () => $"admin/meetings/{any.LivingMeeting()}"),
        ("page meeting, a room that is asked for", () => $"admin/meetings/{any.LivingMeeting()}?room={any.LivingRoom()}"),
        ("page meeting, never read", () => $"admin/meetings/{any.Meeting()}"),
    ];

    private static IEnumerable<(string Name, Func<string> Address)> Lists(PagesPlan plan, PageChoice any) =>
    [
        ("overview", () => "api/overview"),
        ("list workspaces", () => $"api/workspaces?after={any.Room()}&top=100"),
        ("list workspaces, search", () => $"api/workspaces?search=room+{any.Below(plan.Rooms)}"),
        ("list workspaces, problems", () => "api/workspaces?problems=true"),
        ("list users", () => $"api/users?after={any.User()}&top=100"),
        ("list users, search", () => $"api/users?search=person+{any.Below(plan.Users)}"),
        ("list users, problems", () => "api/users?problems=true"),
        ("list devices", () => $"api/devices?after={any.ListedDevice()}&top=100"),
        ("list devices, search", () => $"api/devices?search=panel+{any.Below(plan.Rooms)}"),
        ("list devices, problems", () => "api/devices?problems=true"),
        ("list devices, workspace", () => $"api/devices?workspace={any.Room()}"),
        ("list meetings", () => "api/meetings"),
        ("list meetings, later", () => $"api/meetings?after={any.Meeting()}&top=500"),
        ("list meetings, by time", () => $"api/meetings?order=time&from={any.Day()}T00:00:00Z"),
        ("list meetings, organizer", () => $"api/meetings?organizer={any.User()}"),
        ("list meetings, room", () => $"api/meetings?room={any.Room()}"),
        ("list meetings, until", () => $"api/meetings?until={any.Day()}T00:00:00Z"),
        ("list meetings, a week", () => $"api/meetings?{any.Week("from", "until", "T00:00:00Z")}"),
        ("list conferences", () => "api/meetings/conferences?top=100"),
        ("list conferences, later", () => $"api/meetings/conferences?after={any.Moment()}~"),
        ("list conferences, organizer", () => $"api/meetings/conferences?organizer={any.User()}"),
        ("list conferences, room", () => $"api/meetings/conferences?room={any.Room()}"),
        ("list conferences, a week", () => $"api/meetings/conferences?{any.Week("from", "until", "T00:00:00Z")}"),
        ("list rooms in TMS", () => $"api/tms-rooms?after={any.Room()}&top=100"),
        ("list connectors", () => "api/connectors"),
        ("list join rules", () => "api/join-rules"),
        ("list keys", () => "api/keys"),
        ("list audit", () => $"api/audit?subject={any.User()}"),
        ("list audit, later", () => $"api/audit?after={any.AuditRow}&top=100"),
        ("list audit, who", () => "api/audit?who=nobody"),
        ("list audit, a day", () => $"api/audit?from={any.Today}T00:00:00Z&until={any.Today}T23:59:59Z"),
    ];

    private static IEnumerable<(string Name, Func<string> Address)> Singles(LivingPart living, PageChoice any) =>
    [
        ("organization", () => "api/organization"),
        ("workspace", () => $"api/workspaces/{any.LivingRoom()}"),
        ("workspace, status", () => $"api/workspaces/{any.LivingRoom()}/status"),
        ("workspace, report", () => $"api/workspaces/{any.LivingRoom()}/report"),
        ("workspace, timeline", () => $"api/workspaces/{any.LivingRoom()}/timeline"),
        ("user", () => $"api/users/{any.LivingUser()}"),
        ("user, status", () => $"api/users/{any.LivingUser()}/status"),
        ("user, timeline", () => $"api/users/{any.LivingUser()}/timeline"),
        ("import", () => $"api/users/imports/{living.Import}"),
        ("device", () => $"api/devices/{any.Device()}"),
        ("connector", () => $"api/connectors/{living.Connector}"),
        ("meeting", () => $"api/meetings/{any.LivingMeeting()}"),
        ("meeting, report", () => $"api/meetings/{any.LivingMeeting()}/report?room={any.LivingRoom()}"),
        ("meeting, timeline", () => $"api/meetings/{any.LivingMeeting()}/timeline"),
    ];
}
