using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace HybridCalendar.Bench.Change;

/// <summary>Fills the Sandbox, and then the product by its admin API, as an administrator's script would.</summary>
internal sealed class WorldSetup(HttpClient sandbox, HttpClient gateway)
{
    private const int AtOnce = 8;
    private const int MostTries = 5;

    /// <summary>For an organization of any size on a small machine.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(3);

    public async Task FillSandboxAsync(int users, int rooms, bool hasCloudDevices)
    {
        await AddPeopleAsync(users);
        await EachAsync(rooms, async room =>
        {
            // Without people whom the product watches it has nothing but the rooms' own copies.
            await AddRoomAsync(room, hasCloudDevices && room % 2 == 0);
            if (!hasCloudDevices)
                return;
            await PostAsync("sandbox/webex/workspaces", new
            {
                displayName = BenchWorld.RoomName(room), calendarEmail = BenchWorld.RoomMail(room), devices = new[] { BenchWorld.DeviceName(room) },
            });
        });
    }

    /// <summary>Fills the Sandbox with rooms whose devices TMS has.</summary>
    public async Task FillPremisesAsync(int users, int rooms)
    {
        await AddPeopleAsync(users);
        await EachAsync(rooms, AddTmsRoomAsync);
    }

    /// <summary>Adds rooms to both whose devices TMS has, and returns when they are watched and were read.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    public async Task AddTmsRoomsAsync(int first, int count)
    {
        await EachAsync(count, async number =>
        {
            await AddTmsRoomAsync(first + number);
            await AddTmsWorkspaceAsync(first + number);
        });
        await EachAsync(count, number => WaitUntilWatchedAsync($"api/workspaces/{BenchWorld.RoomMail(first + number)}/status"));
    }

    /// <summary>Returns when every mailbox is subscribed and has been read.</summary>
    /// <param name="users">Schedulers.</param>
    /// <param name="rooms">Rooms, each with a device of the Webex cloud.</param>
    /// <param name="panels">So many rooms, the first ones, have a panel besides.</param>
    public async Task FillProductAsync(int users, int rooms, int panels = 0)
    {
        await EachAsync(rooms, async room =>
        {
            var id = BenchWorld.DeviceId(room);
            await PutAsync($"api/devices/{id}", new { displayName = BenchWorld.DeviceName(room), link = "webexCloud", webexDeviceId = BenchWorld.WebexDeviceId(room) });
            await AddWorkspaceAsync(room, room < panels ? [id, await AddPanelAsync(room)] : [id]);
        });
        await WatchAsync(users, rooms);
    }

    /// <summary>The same for rooms that have a panel and nothing else.</summary>
    public async Task FillProductWithPanelsAsync(int rooms)
    {
        await EachAsync(rooms, async room => await AddWorkspaceAsync(room, [await AddPanelAsync(room)]));
        await WatchAsync(0, rooms);
    }

    /// <summary>The same for rooms whose devices TMS has.</summary>
    public async Task FillProductWithTmsAsync(int users, int rooms)
    {
        await EachAsync(rooms, AddTmsWorkspaceAsync);
        await WatchAsync(users, rooms);
    }

    public static Task EachAsync(int count, Func<int, Task> work) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) => await work(number));

    private Task AddPeopleAsync(int users) => EachAsync(users, async person =>
    {
        var (mail, name) = (BenchWorld.PersonMail(person), BenchWorld.PersonName(person));
        await PostAsync("sandbox/mailboxes", new { address = mail, displayName = name });
        await PostAsync("sandbox/webex/people", new { email = mail, displayName = name });
    });

    /// <summary>Titles reach the device; where text is removed, as Exchange does by default, the organizer's copy has to be read.</summary>
    private Task AddRoomAsync(int room, bool deleteComments)
    {
        var policy = new { deleteSubject = false, addOrganizerToSubject = false, deleteComments };
        return PostAsync("sandbox/mailboxes", new { address = BenchWorld.RoomMail(room), displayName = BenchWorld.RoomName(room), room = new { capacity = 10, policy } });
    }

    private async Task AddTmsRoomAsync(int room)
    {
        await AddRoomAsync(room, room % 2 == 0);
        await PutAsync(sandbox, $"sandbox/tms/systems/{BenchWorld.SystemId(room)}", new
        {
            id = 0, name = BenchWorld.RoomName(room), email = BenchWorld.RoomMail(room), sipUri = $"room{room}@rooms.bench.example",
        });
    }

    private async Task AddTmsWorkspaceAsync(int room)
    {
        await PutAsync($"api/tms-rooms/{BenchWorld.RoomMail(room)}", new { systemId = BenchWorld.SystemId(room), systemName = BenchWorld.RoomName(room) });
        await AddWorkspaceAsync(room, []);
    }

    private async Task<string> AddPanelAsync(int room)
    {
        var id = BenchWorld.PanelId(room);
        await PutAsync($"api/devices/{id}", new { displayName = $"Panel {room}", link = "gateway" });
        return id;
    }

    private Task AddWorkspaceAsync(int room, string[] devices) =>
        PutAsync($"api/workspaces/{BenchWorld.RoomMail(room)}", new { displayName = BenchWorld.RoomName(room), calendarEnabled = true, devices });

    private async Task WatchAsync(int users, int rooms)
    {
        Output.Say($"{rooms} rooms are set up");
        if (users > 0)
            await ImportAsync(users);
        Output.Say($"{users} users are set up");
        await EachAsync(rooms, room => WaitUntilWatchedAsync($"api/workspaces/{BenchWorld.RoomMail(room)}/status"));
        await EachAsync(users, person => WaitUntilWatchedAsync($"api/users/{BenchWorld.PersonMail(person)}/status"));
        Output.Say("All mailboxes are watched and were read");
    }

    /// <summary>As one file, which is how administrators bring many.</summary>
    private async Task ImportAsync(int users)
    {
        var lines = Enumerable.Range(0, users).Select(person => $"{BenchWorld.PersonMail(person)},{BenchWorld.PersonName(person)},true");
        using var table = new StringContent(string.Join('\n', lines.Prepend("Email Address,Display Name,Enabled")), Encoding.UTF8, "text/csv");
        using var answer = await gateway.PostAsync("api/users/imports", table);
        var path = $"api/users/imports/{(await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}";
        await WaitForImportAsync(path, "checked");
        (await gateway.PostAsync($"{path}/apply", null)).EnsureSuccessStatusCode().Dispose();
        var import = await WaitForImportAsync(path, "done");
        if (import.GetProperty("added").GetInt32() != users)
            throw new InvalidOperationException($"The import ended otherwise than it should: {import}");
    }

    private async Task<JsonElement> WaitForImportAsync(string path, string state)
    {
        using var deadline = new CancellationTokenSource(s_longest);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await gateway.GetFromJsonAsync<JsonElement>(path, deadline.Token) is var import)
        {
            if (import.GetProperty("state").GetString() == state)
                return import;
            await ticks.WaitForNextTickAsync(deadline.Token);
        }
        throw new InvalidOperationException("An import was forgotten.");
    }

    private async Task WaitUntilWatchedAsync(string path)
    {
        using var deadline = new CancellationTokenSource(s_longest);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        do
        {
            if (await ReadStatusAsync(path, deadline.Token) is { } status && IsSet(status, "subscribedUntil") && IsSet(status, "lastReconciled"))
                return;
        }
        while (await ticks.WaitForNextTickAsync(deadline.Token));
    }

    /// <returns>Null when the mailbox does not answer in time: thousands are read for the first time.</returns>
    private async Task<JsonElement?> ReadStatusAsync(string path, CancellationToken deadline)
    {
        try
        {
            using var answer = await gateway.GetAsync(path, deadline);
            return IsBusy(answer) ? null : await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(deadline);
        }
        catch (OperationCanceledException) when (!deadline.IsCancellationRequested)
        {
            // The client's own limit.
            return null;
        }
    }

    private static bool IsSet(JsonElement status, string name) => status.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private async Task PostAsync(string path, object body) => await RequireAsync(path, await sandbox.PostAsJsonAsync(path, body));

    private Task PutAsync(string path, object body) => PutAsync(gateway, path, body);

    /// <summary>As an administrator's script does: what was not answered in time is asked again.</summary>
    private static async Task PutAsync(HttpClient http, string path, object body)
    {
        for (var tries = 1; ; tries++)
        {
            var answer = await http.PutAsJsonAsync(path, body);
            if (tries == MostTries || !IsBusy(answer))
            {
                await RequireAsync(path, answer);
                return;
            }
            answer.Dispose();
        }
    }

    private static bool IsBusy(HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static async Task RequireAsync(string path, HttpResponseMessage answer)
    {
        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{path} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
