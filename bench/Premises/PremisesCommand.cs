using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Bench.Processes;

namespace HybridCalendar.Bench.Premises;

/// <summary>
/// How many meetings a minute go through gateway, connector and a slow TMS, how many wait at most at the rate of a day's peak hour, and
/// what that means for a day of a large organization.
/// </summary>
internal static class PremisesCommand
{
    private static readonly TimeSpan s_settle = TimeSpan.FromMinutes(30);

    public static Command Create()
    {
        var users = new Option<int>("--users") { DefaultValueFactory = _ => 1_000, Description = "Schedulers." };
        var rooms = new Option<int>("--rooms") { DefaultValueFactory = _ => 100, Description = "Rooms, each with a system of TMS." };
        var meetings = new Option<int>("--meetings") { DefaultValueFactory = _ => 500, Description = "Meetings scheduled at once: what TMS can take." };
        var callMs = new Option<int>("--call-ms") { DefaultValueFactory = _ => 300, Description = "How long TMS takes for a call, in milliseconds." };
        var rate = new Option<int?>("--rate") { Description = "Changes a minute afterwards, a fifth of them moves; without it, as many as the busiest hour of so many users has: 42 for 10,000." };
        var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => 10, Description = "For how long." };
        var command = new Command("premises", "Meetings booked in a slow TMS.") { users, rooms, meetings, callMs, rate, minutes };
        command.SetAction((parsed, _) => RunAsync(new PremisesPlan(
            parsed.GetValue(users), parsed.GetValue(rooms), parsed.GetValue(meetings), parsed.GetValue(callMs), parsed.GetValue(rate) ?? DayEstimate.PeakOf(parsed.GetValue(users)),
            TimeSpan.FromMinutes(parsed.GetValue(minutes)))));
        return command;
    }

    private static async Task<int> RunAsync(PremisesPlan plan)
    {
        Output.Say($"{plan.Users} users, {plan.Rooms} rooms; a call to TMS takes {plan.CallMs} ms");
        var started = Stopwatch.GetTimestamp();
        await using var organization = await PremisesOrganization.StartAsync(plan.Users, plan.Rooms);
        var setUp = Stopwatch.GetElapsedTime(started);
        Output.Say($"Set up in {setUp.TotalSeconds:0} s");
        var load = new PremisesLoad(organization, plan, Output.Tomorrow);
        // The first meeting makes the connections and the compiled code that all share.
        await load.ScheduleAsync(1);
        await using (var first = new PoolWatch(organization.GatewayHttp))
            await first.DrainAsync(s_settle);
        await organization.SlowTmsAsync(plan.CallMs);
        var flood = await MeasureAsync(organization, async () =>
        {
            await load.ScheduleAsync(plan.Meetings);
            return plan.Meetings;
        });
        Output.Say($"{plan.Meetings} at once: {flood.PerMinute} a minute, {flood.CallsEach} calls each, {flood.MostWaiting} waited at most");
        var peak = await MeasureAsync(organization, () => load.RunAsync(plan.PerMinute, plan.Length));
        Output.Say($"{plan.PerMinute} a minute: {peak.MostWaiting} waited at most, the longest {peak.LongestWaitSeconds} s");
        var wrong = await new TmsChecker(organization.SandboxHttp, organization.Calendar).FindWrongAsync(load.Meetings);
        foreach (var problem in wrong.Take(5))
            Output.Say(problem);
        Output.Result(new
        {
            benchmark = "premises",
            machine = Output.Machine(),
            plan,
            setUpSeconds = Math.Round(setUp.TotalSeconds),
            meetings = load.Meetings.Count,
            wrong = wrong.Count,
            flood,
            busiestHour = peak,
            memory = new
            {
                gateway = await organization.Gateway.MeasureMemoryAsync(),
                connector = await organization.Connector.MeasureMemoryAsync(),
                sandbox = await organization.Sandbox.MeasureMemoryAsync(),
            },
            day = DayEstimate.Of(plan.Users, flood.PerMinute),
        });
        return wrong.Count == 0 && flood.IsDrained && peak.IsDrained ? 0 : 1;
    }

    /// <param name="organization">Where.</param>
    /// <param name="work">Makes changes, and tells how many.</param>
    private static async Task<PremisesResult> MeasureAsync(PremisesOrganization organization, Func<Task<int>> work)
    {
        var callsBefore = await CountCallsAsync(organization);
        var (gateway, connector) = (organization.Gateway.Cpu, organization.Connector.Cpu);
        await using var watch = new PoolWatch(organization.GatewayHttp);
        var started = Stopwatch.GetTimestamp();
        var changes = await work();
        var isDrained = await watch.DrainAsync(s_settle);
        var took = Stopwatch.GetElapsedTime(started);
        return new PremisesResult(
            changes, Math.Round(took.TotalSeconds, 1), Math.Round(changes / took.TotalMinutes, 1), Per(await CountCallsAsync(organization) - callsBefore),
            watch.MostWaiting, Math.Round(watch.LongestWait.TotalSeconds, 1), isDrained,
            Per((organization.Gateway.Cpu - gateway).TotalMilliseconds), Per((organization.Connector.Cpu - connector).TotalMilliseconds));

        double Per(double count) => Math.Round(count / changes, 2);
    }

    private static async Task<int> CountCallsAsync(PremisesOrganization organization) =>
        (await organization.SandboxHttp.GetFromJsonAsync<JsonElement>("sandbox/tms/calls")).GetProperty("operations").EnumerateArray()
            .Sum(operation => operation.GetProperty("calls").GetInt32());
}
