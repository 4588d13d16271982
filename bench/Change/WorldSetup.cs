using System.Net.Http.Json;
using System.Text.Json;

namespace HybridCalendar.Bench.Change;

/// <summary>Fills the Sandbox, and then the product by its admin API, as an administrator's script would.</summary>
internal sealed class WorldSetup(HttpClient sandbox, HttpClient gateway)
{
    private const int AtOnce = 8;

    public async Task FillSandboxAsync(int users, int rooms)
    {
        await AddPeopleAsync(users);
        await EachAsync(rooms, async room =>
        {
            await AddRoomAsync(room);
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
        await EachAsync(rooms, async room =>
        {
            await AddRoomAsync(room);
            await PutAsync(sandbox, $"sandbox/tms/systems/{BenchWorld.SystemId(room)}", new
            {
                id = 0, name = BenchWorld.RoomName(room), email = BenchWorld.RoomMail(room), sipUri = $"room{room}@rooms.bench.example",
            });
        });
    }

    /// <summary>Returns when every mailbox is subscribed and has been read.</summary>
    public async Task FillProductAsync(int users, int rooms)
    {
        await EachAsync(rooms, async room =>
        {
            var id = BenchWorld.DeviceId(room);
            await PutAsync($"api/devices/{id}", new { displayName = BenchWorld.DeviceName(room), link = "webexCloud", webexDeviceId = BenchWorld.WebexDeviceId(room) });
            await PutAsync($"api/workspaces/{BenchWorld.RoomMail(room)}", new { displayName = BenchWorld.RoomName(room), calendarEnabled = true, devices = new[] { id } });
        });
        await WatchAsync(users, rooms);
    }

    /// <summary>The same for rooms whose devices TMS has.</summary>
    public async Task FillProductWithTmsAsync(int users, int rooms)
    {
        await EachAsync(rooms, async room =>
        {
            await PutAsync($"api/tms-rooms/{BenchWorld.RoomMail(room)}", new { systemId = BenchWorld.SystemId(room), systemName = BenchWorld.RoomName(room) });
            await PutAsync($"api/workspaces/{BenchWorld.RoomMail(room)}", new { displayName = BenchWorld.RoomName(room), calendarEnabled = true, devices = Array.Empty<string>() });
        });
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

    private Task AddRoomAsync(int room)
    {
        // Titles reach the device; every second room has its text removed, as Exchange does by default.
        var policy = new { deleteSubject = false, addOrganizerToSubject = false, deleteComments = room % 2 == 0 };
        return PostAsync("sandbox/mailboxes", new { address = BenchWorld.RoomMail(room), displayName = BenchWorld.RoomName(room), room = new { capacity = 10, policy } });
    }

    private async Task WatchAsync(int users, int rooms)
    {
        await EachAsync(users, person =>
            PutAsync($"api/users/{BenchWorld.PersonMail(person)}", new { displayName = BenchWorld.PersonName(person), enabled = true }));
        await EachAsync(rooms, room => WaitUntilWatchedAsync($"api/workspaces/{BenchWorld.RoomMail(room)}/status"));
        await EachAsync(users, person => WaitUntilWatchedAsync($"api/users/{BenchWorld.PersonMail(person)}/status"));
    }

    private async Task WaitUntilWatchedAsync(string path)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        do
        {
            var status = await gateway.GetFromJsonAsync<JsonElement>(path, deadline.Token);
            if (IsSet(status, "subscribedUntil") && IsSet(status, "lastReconciled"))
                return;
        }
        while (await ticks.WaitForNextTickAsync(deadline.Token));
    }

    private static bool IsSet(JsonElement status, string name) => status.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private async Task PostAsync(string path, object body) => await RequireAsync(path, await sandbox.PostAsJsonAsync(path, body));

    private Task PutAsync(string path, object body) => PutAsync(gateway, path, body);

    private static async Task PutAsync(HttpClient http, string path, object body) => await RequireAsync(path, await http.PutAsJsonAsync(path, body));

    private static async Task RequireAsync(string path, HttpResponseMessage answer)
    {
        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{path} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
