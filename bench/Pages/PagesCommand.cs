using System.CommandLine;
using HybridCalendar.Bench.Change;

namespace HybridCalendar.Bench.Pages;

/// <summary>How long an administrator of a large organization waits for each page and each list, and for an import of all users.</summary>
internal static class PagesCommand
{
    private const double MostMilliseconds = 300;
    private const double MostImportSeconds = 30;
    private const int WarmCalls = 5;

    public static Command Create()
    {
        var rooms = new Option<int>("--rooms") { DefaultValueFactory = _ => 10_000, Description = "Rooms." };
        var users = new Option<int>("--users") { DefaultValueFactory = _ => 100_000, Description = "Users, who are imported." };
        var meetings = new Option<int>("--meetings") { DefaultValueFactory = _ => 1_000_000, Description = "Meetings ahead; 3 of 10 are series." };
        var tmsRooms = new Option<int>("--tms-rooms") { DefaultValueFactory = _ => 1_000, Description = "Rooms with a TMS system." };
        var postgres = new Option<bool>("--postgres") { Description = "The lists are in PostgreSQL instead of SQLite." };
        var calls = new Option<int>("--calls") { DefaultValueFactory = _ => 100, Description = "Calls of each page and list." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Chooses what is asked for." };
        var command = new Command("pages", "Pages and lists of a large organization, and an import of its users.") { rooms, users, meetings, tmsRooms, calls, seed, postgres };
        command.SetAction((parsed, _) => RunAsync(
            new PagesPlan(
                parsed.GetValue(rooms), parsed.GetValue(users), parsed.GetValue(meetings), parsed.GetValue(tmsRooms), parsed.GetValue(calls), parsed.GetValue(seed),
                parsed.GetValue(postgres))));
        return command;
    }

    private static async Task<int> RunAsync(PagesPlan plan)
    {
        var (added, enabled) = await ImportAsync(plan);
        await using var world = await PagesWorld.StartAsync(plan, hasOffice365: true);
        await world.ImportAsync(plan, enabled: false);
        var living = await world.FillAsync(plan);
        Output.Say("the organization is filled");
        await world.SignInAsync();
        var results = new List<PageResult>();
        foreach (var (name, address) in PageCalls.Of(plan, living, Output.Now, new Random(plan.Seed)))
        {
            results.Add(await MeasureAsync(world, plan, name, address));
            Output.Say($"{name}: {results[^1]}");
        }
        var slow = results.Where(result => result.P95 > MostMilliseconds).Select(result => result.Name).ToList();
        Output.Result(new
        {
            benchmark = "pages",
            machine = Output.Machine(),
            plan,
            import = new { added, enabled },
            pages = results,
            slowest = results.OrderByDescending(result => result.P95).Take(10).Select(result => $"{result.Name}: {result}"),
            slow,
        });
        return slow.Count == 0 && new[] { added, enabled }.All(times => times.Check + times.Apply <= MostImportSeconds) ? 0 : 1;
    }

    /// <summary>In a world where Office 365 is not there: what it costs to look for 100,000 calendars that are nowhere is no part of an import.</summary>
    private static async Task<(ImportTimes Added, ImportTimes Enabled)> ImportAsync(PagesPlan plan)
    {
        await using var world = await PagesWorld.StartAsync(plan, hasOffice365: false);
        var added = await world.ImportAsync(plan, enabled: false);
        Output.Say($"{plan.Users} users imported: {added}");
        var enabled = await world.ImportAsync(plan, enabled: true);
        Output.Say($"{plan.Users} users switched on: {enabled}");
        return (added, enabled);
    }

    private static async Task<PageResult> MeasureAsync(PagesWorld world, PagesPlan plan, string name, Func<string> address)
    {
        var times = new List<double>();
        long bytes = 0;
        for (var call = -WarmCalls; call < plan.Calls; call++)
        {
            var path = address();
            var began = TimeProvider.System.GetTimestamp();
            var client = path.StartsWith("api/", StringComparison.Ordinal) ? world.Admin : world.Browser;
            using var answer = await client.GetAsync(path);
            var body = await answer.Content.ReadAsByteArrayAsync();
            if (call >= 0)
                times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            answer.EnsureSuccessStatusCode();
            if (answer.RequestMessage!.RequestUri!.AbsolutePath == "/admin/sign-in" && path != "admin/sign-in")
                throw new InvalidOperationException($"{name}: the session is over.");
            bytes = Math.Max(bytes, body.Length);
        }
        times.Sort();
        return new PageResult(name, times[times.Count / 2], times[(int)Math.Ceiling(times.Count * 0.95) - 1], times[^1], bytes);
    }
}
