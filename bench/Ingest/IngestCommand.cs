using System.CommandLine;
using HybridCalendar.Bench.Processes;

namespace HybridCalendar.Bench.Ingest;

/// <summary>
/// How many notifications a second the gateway takes, each on disk before its 202, as a share of what an endpoint takes that does
/// nothing. The mailboxes behind are disabled: grains are called and hints are struck off the journal, but nothing is read.
/// </summary>
internal static class IngestCommand
{
    private const int Bodies = 20_000;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(20);

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "Pairs of runs for each size." };
        var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 5, Description = "Length of each run." };
        var connections = new Option<int>("--connections") { DefaultValueFactory = _ => 256, Description = "Connections that post at the same time." };
        var sizes = new Option<int[]>("--sizes") { DefaultValueFactory = _ => [1, 20], AllowMultipleArgumentsPerToken = true, Description = "Notifications in a post." };
        var mailboxes = new Option<int>("--mailboxes") { DefaultValueFactory = _ => 1_000, Description = "Subscriptions that they are for." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Chooses mailboxes and events." };
        var command = new Command("ingest", "Notifications accepted a second, compared with an empty endpoint.") { rounds, seconds, connections, sizes, mailboxes, seed };
        command.SetAction((parsed, _) => RunAsync(new IngestPlan(
            parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(connections), parsed.GetValue(sizes)!,
            parsed.GetValue(mailboxes), parsed.GetValue(seed))));
        return command;
    }

    private static async Task<int> RunAsync(IngestPlan plan)
    {
        using var data = new DataFolder();
        await using var empty = await ChildServer.StartAsync("empty", $"--urls={GatewaySettings.FreeAddress()}");
        await using var gateway = await ChildServer.StartAsync(
            "gateway",
            // Nothing is asked of Office 365 and Webex: they need no server.
            [.. GatewaySettings.For(GatewaySettings.FreeAddress(), new Uri("http://127.0.0.1:9"), data.Path), $"--{GatewayServer.SubscriptionsSetting}={plan.Mailboxes}"]);
        var results = new List<object>();
        var isGood = true;
        foreach (var size in plan.Sizes)
        {
            var rounds = await CompareAsync(plan, size, empty, gateway);
            var ratio = Median(rounds.Select(round => round.Ratio));
            isGood &= rounds.All(round => round.NotAccepted == 0);
            results.Add(new
            {
                notificationsPerPost = size,
                emptyPerSecond = Median(rounds.Select(round => round.EmptyPerSecond)),
                gatewayPerSecond = Median(rounds.Select(round => round.GatewayPerSecond)),
                ratio,
                rounds,
            });
            Output.Say($"{size} a post: median ratio {ratio:f2}");
        }
        Output.Result(new { benchmark = "ingest", machine = Output.Machine(), plan, results });
        return isGood ? 0 : 1;
    }

    private static async Task<List<IngestRound>> CompareAsync(IngestPlan plan, int size, ChildServer empty, ChildServer gateway)
    {
        var bodies = NotificationBodies.Make(Bodies / size, size, plan.Mailboxes, new Random(plan.Seed));
        var toEmpty = new HttpLoad(empty.Url, bodies, plan.Connections);
        var toGateway = new HttpLoad(gateway.Url, bodies, plan.Connections);
        // Both must have been compiled to the last tier before they are compared, and the gateway has more to compile.
        await toEmpty.RunAsync(s_warmUp);
        await toGateway.RunAsync(s_warmUp);
        var rounds = new List<IngestRound>();
        for (var number = 1; number <= plan.Rounds; number++)
        {
            var before = await toEmpty.RunAsync(plan.Length);
            var cpu = gateway.Cpu;
            var ours = await toGateway.RunAsync(plan.Length);
            var round = new IngestRound(
                Rate(before, size), Rate(ours, size), Math.Round(Rate(ours, size) / Rate(before, size), 3), before.Other + ours.Other,
                Math.Round(before.P99, 2), Math.Round(ours.P50, 2), Math.Round(ours.P99, 2));
            rounds.Add(round);
            Output.Say($"{size} a post, round {number}: empty {round.EmptyPerSecond:n0}/s, gateway {round.GatewayPerSecond:n0}/s, ratio {round.Ratio:f2}, "
                + $"gateway p99 {round.GatewayP99Ms} ms, cpu {(gateway.Cpu - cpu) / ours.Took:p0} of a core");
        }
        return rounds;
    }

    private static double Rate(LoadResult run, int size) => Math.Round(run.Accepted * size / run.Took.TotalSeconds);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
