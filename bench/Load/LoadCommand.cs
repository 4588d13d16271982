using System.CommandLine;
using System.Diagnostics;
using HybridCalendar.Bench.Change;

namespace HybridCalendar.Bench.Load;

/// <summary>What an organization of a size costs, and how soon its changes are on the devices, on one process or on a cluster.</summary>
internal static class LoadCommand
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>What is promised for the slowest but one of a hundred changes.</summary>
    private const double MostP99Ms = 2_000;

    public static Command Create()
    {
        var users = new Option<int>("--users") { DefaultValueFactory = _ => 10_000, Description = "Schedulers; there is a room, with a device of the Webex cloud, for each ten." };
        var meetings = new Option<int?>("--meetings") { Description = "Meetings that exist before, 30 % of them series; by default one for each user, 20,000 at most." };
        var silos = new Option<int>("--silos") { Description = "Silos of a cluster on PostgreSQL, with two gateways (Orleans build); without it the gateway does all." };
        var rate = new Option<double>("--rate") { Description = "Changes a second; without it the hours of a working day, one after the other." };
        var warmUp = new Option<double>("--warm-up") { DefaultValueFactory = _ => 10, Description = "Seconds of changes that are not counted." };
        var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 60, Description = "Seconds of changes, or for each hour of the day." };
        var strong = new Option<bool>("--strong-directory") { Description = "Silos agree on where each grain is before they make it (Cluster:StrongDirectory)." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Chooses the changes." };
        var command = new Command("load", "An organization of a size: latency, database, memory and processor time.") { users, meetings, silos, rate, warmUp, seconds, strong, seed };
        command.SetAction((parsed, _) => RunAsync(new LoadPlan(
            parsed.GetValue(users), parsed.GetValue(meetings) ?? Math.Min(20_000, parsed.GetValue(users)), parsed.GetValue(silos), parsed.GetValue(rate),
            TimeSpan.FromSeconds(parsed.GetValue(warmUp)), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(strong), parsed.GetValue(seed))));
        return command;
    }

    private static async Task<int> RunAsync(LoadPlan plan)
    {
        var machine = Output.Machine();
        Output.Say($"{plan.Users} users, {plan.Rooms} rooms, {plan.Meetings} meetings, {plan.Silos} silos; seed {plan.Seed}");
        var started = Stopwatch.GetTimestamp();
        await using var organization = await Organization.StartAsync(plan.Users, plan.Rooms, plan.Silos, settings: $"--Cluster:StrongDirectory={plan.StrongDirectory}");
        var filled = Stopwatch.GetElapsedTime(started);
        Output.Say($"Servers started, people and rooms there, after {filled.TotalSeconds:f1} s");
        var empty = organization.ProductBytes;
        var book = new MeetingBook(plan.Changes, Output.Tomorrow);
        var takeUp = await ChangeCommand.LoadAsync(organization, plan.Changes, book);
        var full = organization.ProductBytes;
        Output.Say($"Taken up in {takeUp.TotalSeconds:f1} s, all lists right");
        var load = new ChangeLoad(organization, book, s_patience);
        var parts = new List<LoadPart>();
        await load.RunAsync(plan.Parts.First().PerSecond, plan.WarmUp);
        foreach (var (name, perSecond) in plan.Parts)
        {
            parts.Add(await LoadPart.PlayAsync(organization, load, name, perSecond, plan));
            Output.Say($"{name}: {parts[^1].Summary}");
        }
        var wrong = await ListChecker.WaitUntilRightAsync(organization, plan.Rooms, book.All, s_patience);
        Output.Result(new
        {
            benchmark = "load",
            machine,
            plan,
            setUpSeconds = new { servers = Math.Round(filled.TotalSeconds, 1), takenUp = Math.Round(takeUp.TotalSeconds, 1) },
            memory = new
            {
                residentMegabytesWithoutUsers = empty / 1_000_000,
                residentMegabytes = full / 1_000_000,
                residentBytesPerUser = (full - empty) / plan.Users,
                residentMegabytesAtEnd = organization.ProductBytes / 1_000_000,
                storedMegabytesAtEnd = await organization.StoredBytesAsync() / 1_000_000,
            },
            wrongDevicesAtEnd = wrong.Count,
            parts,
        });
        return wrong.Count == 0 && parts.TrueForAll(part => part.Lost == 0 && part.FromAnswerMs.P99 <= MostP99Ms) ? 0 : 1;
    }
}
