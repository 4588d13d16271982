using System.CommandLine;
using HybridCalendar.Bench.Change;
using HybridCalendar.Bench.Processes;

namespace HybridCalendar.Bench.Idle;

/// <summary>What a mailbox and a meeting take of the gateway's memory: when just loaded, and when their grains have gone to sleep.</summary>
internal static class IdleCommand
{
    private const int WarmUsers = 20;
    private const int WarmRooms = 4;
    private const int WarmMeetings = 60;

    public static Command Create()
    {
        var users = new Option<int>("--users") { DefaultValueFactory = _ => 1_000, Description = "Schedulers." };
        var rooms = new Option<int>("--rooms") { DefaultValueFactory = _ => 200, Description = "Rooms, each with one device of the Webex cloud." };
        var meetings = new Option<int>("--meetings") { DefaultValueFactory = _ => 4_000, Description = "Meetings, half with a keyword, half with a link." };
        var age = new Option<double>("--collection-age") { DefaultValueFactory = _ => 60, Description = "Seconds without a call after which a grain leaves memory." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Chooses rooms and times." };
        var command = new Command("idle", "Memory per mailbox and per meeting.") { users, rooms, meetings, age, seed };
        command.SetAction((parsed, _) => RunAsync(
            new ChangePlan(parsed.GetValue(users), parsed.GetValue(rooms), parsed.GetValue(meetings), 0, default, default, parsed.GetValue(seed)),
            TimeSpan.FromSeconds(parsed.GetValue(age))));
        return command;
    }

    private static async Task<int> RunAsync(ChangePlan plan, TimeSpan age)
    {
        await using var organization = await Organization.StartAsync(plan.Users, plan.Rooms, $"--{GatewayServer.CollectionAgeSetting}={age}");
        var book = new MeetingBook(plan, Output.Tomorrow);
        await WarmUpAsync(organization, plan with { Users = Math.Min(WarmUsers, plan.Users), Rooms = Math.Min(WarmRooms, plan.Rooms) });
        var empty = await organization.Gateway.MeasureMemoryAsync();
        await organization.Setup.FillProductAsync(plan.Users, plan.Rooms);
        var mailboxes = await organization.Gateway.MeasureMemoryAsync();
        Output.Say($"{plan.Users + plan.Rooms} mailboxes without meetings: {mailboxes}");
        await WorldSetup.EachAsync(plan.Meetings, async number => book.Put(await organization.Calendar.CreateAsync(book.Invent(number % 2 == 0))));
        var wrong = await ListChecker.WaitUntilRightAsync(organization, plan.Rooms, book.All, TimeSpan.FromMinutes(2));
        var meetings = await organization.Gateway.MeasureMemoryAsync();
        Output.Say($"{plan.Meetings} meetings: {meetings}");
        await Task.Delay(age * 2);
        var asleep = await organization.Gateway.MeasureMemoryAsync();
        Output.Say($"Grains asleep: {asleep}");
        Output.Result(new
        {
            benchmark = "idle",
            machine = Output.Machine(),
            plan = new { plan.Users, plan.Rooms, plan.Meetings, plan.Seed, collectionAgeSeconds = age.TotalSeconds },
            wrongDevices = wrong.Count,
            memory = new { empty, mailboxes, meetings, asleep },
            perMailbox = Per(mailboxes, empty, plan.Users + plan.Rooms - WarmUsers - WarmRooms),
            perMeeting = Per(meetings, mailboxes, plan.Meetings),
            perMailboxAsleepWithMeetings = Per(asleep, empty, plan.Users + plan.Rooms),
        });
        return wrong.Count == 0 ? 0 : 1;
    }

    /// <summary>First people, rooms and meetings make what everybody shares: compiled methods and join rules, connections, pooled buffers.</summary>
    private static async Task WarmUpAsync(Organization organization, ChangePlan plan)
    {
        await organization.Setup.FillProductAsync(plan.Users, plan.Rooms);
        var book = new MeetingBook(plan, Output.Tomorrow);
        await WorldSetup.EachAsync(WarmMeetings, async number => book.Put(await organization.Calendar.CreateAsync(book.Invent(number % 2 == 0))));
        await ListChecker.WaitUntilRightAsync(organization, plan.Rooms, book.All, TimeSpan.FromMinutes(1));
        await WorldSetup.EachAsync(WarmMeetings, number =>
            organization.Calendar.ChangeAsync(new BenchChange(ChangeKind.Cancel, book.All[number] with { IsCancelled = true })));
        await ListChecker.WaitUntilRightAsync(organization, plan.Rooms, [], TimeSpan.FromMinutes(1));
    }

    private static object Per(MemoryReport after, MemoryReport before, int count) => new
    {
        managedBytes = (after.ManagedBytes - before.ManagedBytes) / count,
        residentBytes = (after.ResidentBytes - before.ResidentBytes) / count,
    };
}
