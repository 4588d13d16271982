using System.Text.Json;
using HybridCalendar.Bench.Change;
using HybridCalendar.Bench.Processes;

namespace HybridCalendar.Bench.Pages;

/// <summary>Rooms whose calendars are read, with people, devices and meetings: their pages show more than rows of lists.</summary>
internal sealed class LivingRooms : IAsyncDisposable
{
    private const int Rooms = 200;
    private const int People = 50;

    /// <summary>In each room; one of three is a series, and half have a keyword. Another one is declined.</summary>
    private const int Meetings = 6;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);
    private readonly HttpClient _http;
    private readonly ChildServer _sandbox;

    private LivingRooms(ChildServer sandbox) => (_sandbox, _http) = (sandbox, new HttpClient { BaseAddress = sandbox.Url });

    /// <summary>Where Office 365 and Webex are.</summary>
    public Uri Url => _sandbox.Url;

    public static async Task<LivingRooms> StartAsync() => new(await ChildServer.StartAsync("sandbox", $"--urls={GatewaySettings.FreeAddress()}"));

    /// <summary>Sets them up by the API, and returns when their devices have all meetings.</summary>
    /// <param name="admin">Speaks to the API as an administrator.</param>
    /// <returns>The iCalUIds of their meetings.</returns>
    public async Task<IReadOnlyList<string>> FillAsync(HttpClient admin)
    {
        var setup = new WorldSetup(_http, admin);
        await setup.FillSandboxAsync(People, Rooms, hasCloudDevices: true);
        await setup.FillProductAsync(People, Rooms, panels: Rooms);
        var calendar = new Calendar(_http);
        await calendar.SignInAsync();
        await WorldSetup.EachAsync(Rooms, async room =>
        {
            for (var number = 0; number < Meetings; number++)
                await calendar.CreateAsync(Meeting(room, number));
            await calendar.CreateAsync(Meeting(room, 0) with { Number = Rooms * Meetings + room });
        });
        var known = new HashSet<string>();
        for (var room = 0; room < Rooms; room++)
            known.UnionWith(await WaitAsync(admin, BenchWorld.RoomMail(room)));
        return [.. known];
    }

    /// <param name="meetings">What <see cref="FillAsync"/> returned.</param>
    /// <param name="connector">A connector's id.</param>
    /// <param name="import">An import with many problems.</param>
    /// <param name="auditRow">A row of the audit log.</param>
    public static LivingPart Part(IReadOnlyList<string> meetings, string connector, string import, string auditRow) => new(
        [.. Enumerable.Range(0, Rooms).Select(BenchWorld.RoomMail)], [.. Enumerable.Range(0, People).Select(BenchWorld.PersonMail)],
        [.. Enumerable.Range(0, Rooms).SelectMany(room => new[] { BenchWorld.DeviceId(room), BenchWorld.PanelId(room) })], meetings, connector, import, auditRow);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _sandbox.DisposeAsync();
    }

    /// <summary>From tomorrow on, three a day.</summary>
    private static BenchMeeting Meeting(int room, int number) => new(room * Meetings + number, room % People, (room + 1) % People, room, HasKeyword: number % 2 == 0)
    {
        Start = Output.Tomorrow.AddDays(number / 3).AddHours(8) + number % 3 * BenchMeeting.Slot,
        Occurrences = number % 3 == 0 ? [.. Enumerable.Repeat(new BenchOccurrence(), BenchMeeting.Weeks)] : [],
    };

    /// <returns>The meetings of a room, when all of them have a button.</returns>
    private static async Task<IReadOnlySet<string>> WaitAsync(HttpClient admin, string mail)
    {
        using var deadline = new CancellationTokenSource(s_longest);
        using var ticks = new PeriodicTimer(s_look);
        while (true)
        {
            var report = await admin.GetFromJsonAsync<JsonElement>($"api/workspaces/{mail}/report", deadline.Token);
            var joinable = report.GetProperty("meetings").EnumerateArray().Where(meeting => meeting.GetProperty("button").GetBoolean())
                .Select(meeting => meeting.GetProperty("meetingUid").GetString()!).ToHashSet();
            if (joinable.Count == Meetings)
                return joinable;
            await ticks.WaitForNextTickAsync(deadline.Token);
        }
    }
}
