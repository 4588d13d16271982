using System.CommandLine;
using System.Diagnostics;

namespace HybridCalendar.Bench.Change;

/// <summary>How long a change in a calendar takes to the room's device while many change, and what each costs.</summary>
internal static class ChangeCommand
{
    private static readonly TimeSpan s_settle = TimeSpan.FromMinutes(10);

    public static Command Create()
    {
        var users = new Option<int>("--users") { DefaultValueFactory = _ => 1_000, Description = "Schedulers." };
        var rooms = new Option<int>("--rooms") { DefaultValueFactory = _ => 200, Description = "Rooms, each with one device of the Webex cloud." };
        var meetings = new Option<int>("--meetings") { DefaultValueFactory = _ => 2_000, Description = "Meetings that exist before, half with a keyword, half with a link; 30 % are series." };
        var rate = new Option<int>("--rate") { DefaultValueFactory = _ => 50, Description = "Changes a second." };
        var warmUp = new Option<double>("--warm-up") { DefaultValueFactory = _ => 10, Description = "Seconds of changes that are not counted." };
        var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 60, Description = "Seconds of changes that are." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Chooses the changes." };
        var silos = new Option<int>("--silos") { Description = "Silos of a cluster on PostgreSQL, with two gateways (Orleans build); without it the gateway does all." };
        var command = new Command("change", "From a calendar write to the device's list, under load.") { users, rooms, meetings, rate, warmUp, seconds, seed, silos };
        command.SetAction((parsed, _) => RunAsync(new ChangePlan(
            parsed.GetValue(users), parsed.GetValue(rooms), parsed.GetValue(meetings), parsed.GetValue(rate),
            TimeSpan.FromSeconds(parsed.GetValue(warmUp)), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed)), parsed.GetValue(silos)));
        return command;
    }

    /// <summary>Makes the meetings that exist before the product does, lets it take them up, and waits until all devices are right.</summary>
    /// <param name="organization">Knows nothing yet.</param>
    /// <param name="plan">How many of all.</param>
    /// <param name="book">Gets the meetings.</param>
    /// <param name="panels">So many rooms have a panel besides.</param>
    /// <returns>How long the product took.</returns>
    public static async Task<TimeSpan> LoadAsync(Organization organization, ChangePlan plan, MeetingBook book, int panels = 0)
    {
        await WorldSetup.EachAsync(plan.Meetings, async number => book.Put(await organization.Calendar.CreateAsync(book.Invent(number % 2 == 0))));
        var started = Stopwatch.GetTimestamp();
        await organization.Setup.FillProductAsync(plan.Users, plan.Rooms, panels);
        var wrong = await ListChecker.WaitUntilRightAsync(organization, plan.Rooms, book.All, s_settle);
        if (wrong.Count > 0)
            throw new InvalidOperationException($"{wrong.Count} devices are wrong before anything changed, the first in {BenchWorld.RoomName(wrong[0])}.");
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task<int> RunAsync(ChangePlan plan, int silos)
    {
        Output.Say($"{plan.Users} users, {plan.Rooms} rooms, {plan.Meetings} meetings; seed {plan.Seed}");
        await using var organization = await Organization.StartAsync(plan.Users, plan.Rooms, silos);
        var book = new MeetingBook(plan, Output.Tomorrow);
        var takeUp = await LoadAsync(organization, plan, book);
        Output.Say($"Taken up in {takeUp.TotalSeconds:f1} s, all lists right");
        var load = new ChangeLoad(organization, book, ChangeLoad.Patience);
        await load.RunAsync(plan.PerSecond, plan.WarmUp);
        var before = await Counters.ReadAsync(organization);
        Output.Say($"{plan.PerSecond} changes a second for {plan.Length.TotalSeconds} s");
        var results = await load.RunAsync(plan.PerSecond, plan.Length);
        var after = await Counters.ReadAsync(organization);
        var wrong = await ListChecker.WaitUntilRightAsync(organization, plan.Rooms, book.All, s_settle);
        return Report(plan, silos, takeUp, results, after.PerChange(before, results.Count), wrong);
    }

    private static int Report(ChangePlan plan, int silos, TimeSpan takeUp, IReadOnlyList<ChangeResult> results, object perChange, IReadOnlyList<int> wrong)
    {
        var lost = results.Where(result => result.Failure is not null).ToList();
        var fromAnswer = Latency.Of(results.Select(result => result.FromAnswer));
        Output.Say($"p50 {fromAnswer.P50} ms, p99 {fromAnswer.P99} ms, {lost.Count} lost, {wrong.Count} devices wrong at the end");
        Output.Result(new
        {
            benchmark = "change",
            machine = Output.Machine(),
            plan,
            silos,
            takeUpSeconds = Math.Round(takeUp.TotalSeconds, 1),
            changes = results.Count,
            lost = lost.Count,
            firstLoss = lost.FirstOrDefault()?.Failure,
            wrongDevicesAtEnd = wrong.Count,
            fromAnswerMs = fromAnswer,
            fromStartMs = Latency.Of(results.Select(result => result.FromStart)),
            fromAnswerMsByKind = results.GroupBy(result => result.Kind).OrderBy(kind => kind.Key)
                .ToDictionary(kind => kind.Key.ToString(), kind => Latency.Of(kind.Select(result => result.FromAnswer))),
            perChange,
        });
        return lost.Count == 0 && wrong.Count == 0 ? 0 : 1;
    }
}
