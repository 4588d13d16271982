using System.CommandLine;
using System.Diagnostics;
using HybridCalendar.Bench.Change;
using HybridCalendar.Bench.Streams;
using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Bench.Clusters;

/// <summary>
/// How long devices are wrong when a part of a cluster fails under load, and whether anything is lost or done twice. Silos, gateways,
/// PostgreSQL and the Sandbox are processes of their own on this machine.
/// </summary>
internal static class FaultsCommand
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan s_before = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        var users = new Option<int>("--users") { DefaultValueFactory = _ => 100, Description = "Schedulers." };
        var rooms = new Option<int>("--rooms") { DefaultValueFactory = _ => 30, Description = "Rooms, each with one device of the Webex cloud." };
        var meetings = new Option<int>("--meetings") { DefaultValueFactory = _ => 200, Description = "Meetings that exist before." };
        var rate = new Option<int>("--rate") { DefaultValueFactory = _ => 5, Description = "Changes a second, before, during and after each fault." };
        var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 20, Description = "Seconds of changes around each fault, at least: they go on until everything is put back." };
        var silos = new Option<int>("--silos") { DefaultValueFactory = _ => 3, Description = "How many silos; with 0 the two gateways host the grains (Cluster:GatewayHostsGrains), and one of them is killed." };
        var only = new Option<string?>("--only") { Description = "Only the faults whose name holds this." };
        var strong = new Option<bool>("--strong-directory") { Description = "Silos agree on where each grain is before they make it (Cluster:StrongDirectory)." };
        var rollingTo = new Option<string?>("--rolling-to") { Description = "Folder with the hosts of another build, to which the cluster goes over host by host." };
        var anyTime = new Option<bool>("--any-time") { Description = "Times are told and not judged: for a machine that does other work beside." };
        var patience = new Option<double>("--patience") { DefaultValueFactory = _ => 1, Description = "How many times as long everything may take as on a machine that does nothing else." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Chooses the changes." };
        var command = new Command("faults", "A cluster whose parts fail, one after the other. Only in the Orleans build; needs PostgreSQL.")
        {
            users, rooms, meetings, rate, seconds, silos, only, strong, rollingTo, anyTime, patience, seed,
        };
        command.SetAction((parsed, _) => RunAsync(
            new ChangePlan(
                parsed.GetValue(users), parsed.GetValue(rooms), parsed.GetValue(meetings), parsed.GetValue(rate),
                s_before, TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed)),
            parsed.GetValue(silos), parsed.GetValue(only), parsed.GetValue(strong), parsed.GetValue(rollingTo), parsed.GetValue(anyTime) ? null : parsed.GetValue(patience)));
        return command;
    }

    private static async Task<int> RunAsync(ChangePlan plan, int silos, string? only, bool strongDirectory, string? rollingTo, double? patience)
    {
        await using var organization = await Organization.StartAsync(
            plan.Users, plan.Rooms + PassingMeetings.Rooms, silos, hasTms: true, gatewaysHostGrains: silos == 0, settings: $"--Cluster:StrongDirectory={strongDirectory}");
        var book = new MeetingBook(plan, Output.Tomorrow);
        var takeUp = await ChangeCommand.LoadAsync(organization, plan with { Rooms = plan.Rooms + PassingMeetings.Rooms }, book, panels: plan.Rooms);
        await using var panels = await Panels.OpenAsync(organization, plan.Rooms);
        Output.Say($"{plan.Meetings} meetings taken up in {takeUp.TotalSeconds:0.0} s, all lists right");
        var spaces = new SpaceMeetings(organization, plan.Users);
        var passing = new PassingMeetings(organization, plan.Rooms);
        await using var tms = await TmsMeetings.StartAsync(organization, plan.Users, plan.Rooms + PassingMeetings.Rooms);
        var results = new List<FaultResult>();
        var faults = silos == 0 ? Fault.OfGatewaysAlone(organization.Cluster) : Fault.Of(organization.Cluster, passing, rollingTo);
        foreach (var fault in faults.Where(fault => only is null || fault.Name.Contains(only, StringComparison.Ordinal)))
        {
            results.Add(await PlayAsync(organization, panels, silos > 0 ? silos : organization.Cluster.Cluster.Gateways.Count, book, plan, spaces, passing, tms, fault) with { Patience = patience });
            Output.Say($"{results[^1]}");
        }
        Output.Result(new { benchmark = "faults", machine = Output.Machine(), plan, silos, gateways = 2, strongDirectory, rollingTo = rollingTo is not null, faults = results });
        return results.TrueForAll(result => result.IsGood) ? 0 : 1;
    }

    private static async Task<FaultResult> PlayAsync(Organization organization, Panels panels, int grainHosts, MeetingBook book, ChangePlan plan, SpaceMeetings spaces, PassingMeetings passing,
        TmsMeetings tms, Fault fault)
    {
        var load = new ChangeLoad(organization, book, s_limit);
        var blows = new Blows(load, panels, organization.Devices, spaces, tms);
        var playing = StrikeAsync(organization.Cluster, panels, grainHosts, blows, fault);
        var changes = await load.RunAsync(plan.PerSecond, plan.Length, until: playing);
        var (striking, declared, ready) = await playing;
        var struck = await blows.EndAsync();
        var all = changes.Concat(struck.SelectMany(blow => blow.Changes)).ToList();
        var wrong = await ListChecker.WaitUntilRightAsync(organization, plan.Rooms, book.All, s_limit);
        return new FaultResult(
            fault.Name, all.Count, all.Count(change => change.Failure is not null), struck.Count, striking, declared, ready, struck.Max(blow => blow.SecondsUntilHalfRight),
            struck.Max(blow => blow.SecondsUntilRight), struck.Any(blow => blow.SecondsUntilPanelsRight is null) ? null : struck.Max(blow => blow.SecondsUntilPanelsRight),
            Math.Round(panels.LongestAway.TotalSeconds, 1), Math.Round(all.Max(change => change.FromStart).TotalSeconds, 1), wrong.Count + await passing.CountWrongAsync(s_limit),
            await panels.CountBehindAsync(organization.Devices, s_limit), await CountWrongInvitationsAsync(organization, book), await spaces.CountWrongAsync(s_limit),
            await tms.CountWrongAsync(s_limit), fault.MostSeconds);
    }

    /// <summary>Returns when everything is put back: until then calendars change.</summary>
    /// <returns>How long it took to happen, until others found a silo dead, and until what was started again was ready, in seconds.</returns>
    private static async Task<(double Striking, double? Declared, double? Ready)> StrikeAsync(ClusterServers cluster, Panels panels, int grainHosts, Blows blows, Fault fault)
    {
        await Task.Delay(s_before);
        panels.ForgetAway();
        var begun = Stopwatch.GetTimestamp();
        await fault.StrikeAsync();
        var struck = Stopwatch.GetTimestamp();
        var striking = Math.Round(Stopwatch.GetElapsedTime(begun, struck).TotalSeconds, 1);
        blows.Add();
        var declared = fault.LosesSilo ? FindDeathAsync(cluster, grainHosts, struck) : Task.FromResult<double?>(null);
        var ready = await MeasureAsync(fault.MeanwhileAsync(blows.Add), struck);
        await blows.EndAsync();
        await fault.AfterwardsAsync(blows.Add);
        return (striking, await declared, ready);
    }

    private static async Task<double?> FindDeathAsync(ClusterServers cluster, int grainHosts, long struck)
    {
        using var deadline = new CancellationTokenSource(s_limit);
        await cluster.WaitForSilosAsync(grainHosts - 1, deadline.Token);
        return SecondsSince(struck);
    }

    private static async Task<double?> MeasureAsync(Task meanwhile, long struck)
    {
        if (meanwhile.IsCompletedSuccessfully)
            return null;
        await meanwhile;
        return SecondsSince(struck);
    }

    private static double SecondsSince(long moment) => Math.Round(Stopwatch.GetElapsedTime(moment).TotalSeconds, 1);

    /// <summary>Each meeting with a keyword comes to have one block, which nobody damaged: invitations are written after devices.</summary>
    private static async Task<int> CountWrongInvitationsAsync(Organization organization, MeetingBook book)
    {
        using var deadline = new CancellationTokenSource(s_limit);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var wrong = book.All.Where(meeting => meeting is { HasKeyword: true, IsCancelled: false }).ToList();
        while (true)
        {
            wrong = await FindWrongInvitationsAsync(organization, wrong);
            if (wrong.Count == 0 || deadline.IsCancellationRequested)
                return wrong.Count;
            await ticks.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static async Task<List<BenchMeeting>> FindWrongInvitationsAsync(Organization organization, List<BenchMeeting> meetings)
    {
        var wrong = new List<BenchMeeting>();
        foreach (var meeting in meetings)
        {
            var html = await organization.Calendar.ReadBodyAsync(meeting.Organizer, meeting.EventId);
            if (JoinBlock.Fingerprint(new EventBody(true, html)) is null)
                wrong.Add(meeting);
        }
        return wrong;
    }
}
