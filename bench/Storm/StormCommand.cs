using System.CommandLine;
using System.Diagnostics;
using HybridCalendar.Bench.Change;
using HybridCalendar.Bench.Streams;

namespace HybridCalendar.Bench.Storm;

/// <summary>Meetings start in all rooms in the same minute: how late the panels hear of it, and how late the rooms' grains alert, also when a silo dies shortly before.</summary>
internal static class StormCommand
{
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(30);

    /// <summary>Alerts that come later than this are counted as lost.</summary>
    private static readonly TimeSpan s_latest = TimeSpan.FromMinutes(3);

    /// <summary>What is promised: of a hundred alerts 99 are late by less, where nothing fails.</summary>
    private const double MostP99Ms = 1_000;

    /// <summary>And none by more, whatever fails.</summary>
    private const double MostMs = 60_000;

    public static Command Create()
    {
        var rooms = new Option<int>("--rooms") { DefaultValueFactory = _ => 10_000, Description = "Rooms, each with a panel that holds a stream." };
        var silos = new Option<int>("--silos") { Description = "Silos of a cluster on PostgreSQL, with two gateways (Orleans build); without it the gateway does all." };
        var kill = new Option<bool>("--kill") { Description = "Kill a silo 30 s before the alerts." };
        var restart = new Option<bool>("--restart") { Description = "Stop all hosts 30 s before the alerts, and start them: how soon after a cold start panels hear of alerts in time." };
        var rest = new Option<double>("--rest") { DefaultValueFactory = _ => 60, Description = "Seconds for which reads and writes at rest are counted." };
        var strong = new Option<bool>("--strong-directory") { Description = "Silos agree on where each grain is before they make it (Cluster:StrongDirectory)." };
        var command = new Command("storm", "The join alerts of many rooms at the same moment.") { rooms, silos, kill, restart, rest, strong };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(kill) && parsed.GetValue(silos) < 2)
                parsed.AddError("--kill needs two silos or more.");
            if (parsed.GetValue(restart) && parsed.GetValue(silos) == 0)
                parsed.AddError("--restart needs silos.");
        });
        command.SetAction((parsed, _) => RunAsync(new StormPlan(
            parsed.GetValue(rooms), parsed.GetValue(silos), parsed.GetValue(kill), parsed.GetValue(restart), TimeSpan.FromSeconds(parsed.GetValue(rest)), parsed.GetValue(strong))));
        return command;
    }

    private static async Task<int> RunAsync(StormPlan plan)
    {
        var machine = Output.Machine();
        var started = Stopwatch.GetTimestamp();
        await using var organization = await Organization.StartAsync(plan.Organizers, plan.Rooms, plan.Silos, hasCloudDevices: false, settings: $"--Cluster:StrongDirectory={plan.StrongDirectory}");
        await organization.Setup.FillProductWithPanelsAsync(plan.Rooms);
        await using var panels = await Panels.OpenAsync(organization, plan.Rooms);
        var setUp = Stopwatch.GetElapsedTime(started);
        Output.Say($"{plan.Rooms} rooms and their panels are there after {setUp.TotalSeconds:0} s");
        var meetings = StormMeetings.In(plan, setUp);
        await meetings.ScheduleAsync(organization, panels);
        Output.Say($"All panels have their list, {(meetings.DueAt - Output.Now).TotalSeconds:0} s before it is due");
        // What scheduling left to do is done then.
        await Task.Delay(s_settle);
        var rest = await RestLoad.MeasureAsync(organization, plan.Rest);
        Output.Say("Rest is over");
        var coldStart = await StrikeAsync(organization, plan, meetings.DueAt - StormPlan.KilledBefore);
        await UntilAsync(meetings.DueAt - TimeSpan.FromSeconds(1));
        var cpu = organization.ProductCpu;
        var late = await meetings.WaitForAlertsAsync(panels, s_latest);
        cpu = organization.ProductCpu - cpu;
        var grains = await GrainAlerts.ReadAsync(organization.GatewayHttp, plan.Rooms, meetings.DueAt);
        return Report(plan, machine, setUp, rest, coldStart, late, grains, cpu, panels);
    }

    /// <returns>Null when hosts were not stopped.</returns>
    private static async Task<ColdStart?> StrikeAsync(Organization organization, StormPlan plan, DateTimeOffset at)
    {
        if (!plan.Kill && !plan.Restart)
            return null;
        await UntilAsync(at);
        if (plan.Kill)
            await organization.Cluster.KillAsync(organization.Cluster.Cluster.Silos[0]);
        return plan.Restart ? await ColdStart.PlayAsync(organization.Cluster.Cluster) : null;
    }

    private static int Report(StormPlan plan, object machine, TimeSpan setUp, object rest, ColdStart? coldStart, IReadOnlyList<TimeSpan?> late, IReadOnlyList<TimeSpan?> grains, TimeSpan cpu, Panels panels)
    {
        var came = Latency.Of(late.OfType<TimeSpan>());
        var missing = late.Count(time => time is null);
        var twice = panels.All.Count(panel => panel.Alerts.Count > 1);
        var ofGrains = Latency.Of(grains.OfType<TimeSpan>());
        var silent = grains.Count(time => time is null);
        Output.Say($"p50 {came.P50} ms, p99 {came.P99} ms, max {came.Max} ms late; {missing} did not come, {twice} came twice");
        Output.Say($"Grains: p50 {ofGrains.P50} ms, p99 {ofGrains.P99} ms, max {ofGrains.Max} ms late; {silent} did not alert");
        Output.Result(new
        {
            benchmark = "storm",
            machine,
            plan,
            setUpSeconds = Math.Round(setUp.TotalSeconds),
            atRest = rest,
            coldStart = coldStart?.Report(panels),
            latenessMs = came,
            missing,
            twice,
            grainLatenessMs = ofGrains,
            grainsSilent = silent,
            productCpuSeconds = Math.Round(cpu.TotalSeconds, 1),
        });
        var isInTime = came.Max <= MostMs && (plan.Kill || plan.Restart || came.P99 <= MostP99Ms);
        return missing == 0 && silent == 0 && twice == 0 && isInTime ? 0 : 1;
    }

    private static Task UntilAsync(DateTimeOffset time) => time - Output.Now is var wait && wait > TimeSpan.Zero ? Task.Delay(wait) : Task.CompletedTask;
}
