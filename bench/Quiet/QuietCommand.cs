using System.CommandLine;
using HybridCalendar.Bench.Change;

namespace HybridCalendar.Bench.Quiet;

/// <summary>
/// What an organization costs in calls to Graph while nothing happens in it: looks are counted over a shortened period, whole reads
/// by asking each mailbox for one, and both are scaled to an organization of 10,000 users and 1,000 rooms.
/// </summary>
internal static class QuietCommand
{
    private const int Users = 10_000;
    private const int Rooms = 1_000;
    private const int LooksPerHour = 4;
    private const int MostRounds = 15;
    private const string SingleRead = "GET users/*/events/*";
    private const double WholeReadsPerHour = 1.0 / 24;

    public static Command Create()
    {
        var users = new Option<int>("--users") { DefaultValueFactory = _ => 500, Description = "Schedulers." };
        var rooms = new Option<int>("--rooms") { DefaultValueFactory = _ => 50, Description = "Rooms, each with one device of the Webex cloud." };
        var meetings = new Option<int>("--meetings") { DefaultValueFactory = _ => 6_000, Description = "Meetings, half with a keyword, half with a link." };
        var looks = new Option<int>("--looks") { DefaultValueFactory = _ => 3, Description = "How many times each mailbox looks, once a minute." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Chooses rooms and times." };
        var command = new Command("quiet", "Calls to Graph while nothing changes.") { users, rooms, meetings, looks, seed };
        command.SetAction((parsed, _) => RunAsync(new QuietPlan(
            new ChangePlan(parsed.GetValue(users), parsed.GetValue(rooms), parsed.GetValue(meetings), 0, default, default, parsed.GetValue(seed)),
            TimeSpan.FromMinutes(1),
            parsed.GetValue(looks))));
        return command;
    }

    private static async Task<int> RunAsync(QuietPlan plan)
    {
        var world = plan.World;
        await using var organization = await Organization.StartAsync(world.Users, world.Rooms, $"--Mailboxes:ReconcilePeriod={plan.Period}");
        var takeUp = await ChangeCommand.LoadAsync(organization, world, new MeetingBook(world, Output.Tomorrow));
        Output.Say($"{world.Meetings} meetings taken up in {takeUp.TotalSeconds:0.0} s; waiting until nothing is left to do");
        var calls = new GraphCalls(organization.SandboxHttp);
        await WaitUntilQuietAsync(calls, plan.Period);
        await calls.ForgetAsync();
        await Task.Delay(plan.Period * plan.Looks);
        var looks = await calls.CountAsync();
        Output.Say($"{plan.Looks} looks of each mailbox: {string.Join(", ", looks)}");
        var all = looks.Values.Sum();
        var ofUsers = await ReadAllAsync(organization, calls, plan, all, world.Users, person => $"api/users/{BenchWorld.PersonMail(person)}/reconcile");
        var ofRooms = await ReadAllAsync(organization, calls, plan, all, world.Rooms, room => $"api/workspaces/{BenchWorld.RoomMail(room)}/reconcile");
        Output.Result(Describe(plan, looks, ofUsers, ofRooms));
        return 0;
    }

    /// <summary>Looks reach back some minutes, so they read what the set-up changed once more. Returns after a period in which none did.</summary>
    private static async Task WaitUntilQuietAsync(GraphCalls calls, TimeSpan period)
    {
        for (var round = 1; round <= MostRounds; round++)
        {
            await calls.ForgetAsync();
            await Task.Delay(period);
            var reads = (await calls.CountAsync()).GetValueOrDefault(SingleRead);
            Output.Say($"Single events read in a period: {reads}");
            if (reads == 0)
                return;
        }
    }

    /// <summary>Reads every mailbox of a kind whole. Meanwhile all mailboxes look once, which is not counted.</summary>
    private static async Task<long> ReadAllAsync(Organization organization, GraphCalls calls, QuietPlan plan, long looks, int count, Func<int, string> path)
    {
        await calls.ForgetAsync();
        var end = Task.Delay(plan.Period);
        await WorldSetup.EachAsync(count, async number => (await organization.GatewayHttp.PostAsync(path(number), null)).Dispose());
        await end;
        return (await calls.CountAsync()).Values.Sum() - (looks / plan.Looks);
    }

    private static object Describe(QuietPlan plan, IReadOnlyDictionary<string, long> looks, long ofUsers, long ofRooms)
    {
        // Users ask for what changed, and for the ids of what is there; rooms for the outline of their window; each by a route of its own.
        var ofUsersLooks = looks.GetValueOrDefault("GET users/*/events") + looks.GetValueOrDefault("GET users/*/calendar/calendarView");
        var userLook = ofUsersLooks / (double)(plan.World.Users * plan.Looks);
        var roomLook = looks.GetValueOrDefault("GET users/*/calendarView") / (double)(plan.World.Rooms * plan.Looks);
        var userRead = ofUsers / (double)plan.World.Users;
        var roomRead = ofRooms / (double)plan.World.Rooms;
        var perUser = (userLook * LooksPerHour) + (userRead * WholeReadsPerHour);
        var perRoom = (roomLook * LooksPerHour) + (roomRead * WholeReadsPerHour);
        return new
        {
            benchmark = "quiet",
            machine = Output.Machine(),
            plan = new { plan.World.Users, plan.World.Rooms, plan.World.Meetings, plan.World.Seed, periodSeconds = plan.Period.TotalSeconds, plan.Looks },
            measured = new { looks, callsPerLookOfUser = userLook, callsPerLookOfRoom = roomLook, callsPerWholeReadOfUser = userRead, callsPerWholeReadOfRoom = roomRead },
            computed = new
            {
                Users,
                Rooms,
                periodMinutes = 60 / LooksPerHour,
                callsPerHour = Math.Round((perUser * Users) + (perRoom * Rooms)),
                callsPerSecond = Math.Round(((perUser * Users) + (perRoom * Rooms)) / 3600, 1),
                callsPerHourOfUser = perUser,
                callsPerHourOfRoom = perRoom,
            },
        };
    }
}
