using System.Text.Json;
using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Rooms;
using HybridCalendar.Sandbox.Tms.Push;
using HybridCalendar.Sandbox.Tms.Systems;
using HybridCalendar.Sandbox.Webex;
using HybridCalendar.Sandbox.Wiring;
using HybridCalendar.Scenarios.Tests.Play;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <content>What administrators do.</content>
internal sealed partial class PremisesWorld
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    /// <summary>Two meetings that change places are in each other's way only in TMS.</summary>
    private static readonly RoomPolicy s_policy = new() { EnforceSchedulingHorizon = false, AllowConflicts = true };

    /// <summary>What runs in this room is dialled by what stands in its own copy, also when the organizer is watched for a while and his series tells an address.</summary>
    private static readonly RoomPolicy s_open = s_policy with { DeleteComments = false };

    /// <summary>Puts people, rooms and devices into the Sandbox and into the product, and waits until the product watches them.</summary>
    public async Task AddAsync(PremisesCast cast)
    {
        foreach (var person in cast.People)
        {
            Graph.AddMailbox(new MailboxSeed { Address = person.Address, DisplayName = person.Name, TimeZone = person.Zone });
            _sandbox.Services.GetRequiredService<WebexDirectory>().Add(person.Address, person.Name);
            await _product.CallAsync(HttpMethod.Put, $"api/users/{person.Address}", new { displayName = person.Name, enabled = !person.IsOff });
        }
        foreach (var room in cast.Rooms)
        {
            Graph.AddMailbox(new MailboxSeed
            {
                Address = room.Address, DisplayName = room.Name, TimeZone = cast.Zone, Room = new RoomSettings { Policy = room == cast.Unwatched ? s_open : s_policy },
            });
            _sandbox.Services.GetRequiredService<DeviceFleet>().AddOnPremises(room.DeviceId, room.Name, room.Name);
            Tms.World.Systems.Put(new TmsSystem(
                room.SystemId, room.Name, room.Address, $"{room.DeviceId}@rooms.example", new Uri(_folder.Addresses.Sandbox, PremisesDeviceApi.PathOf(room.DeviceId))));
            await MapAsync(room);
            await _product.CallAsync(HttpMethod.Put, $"api/workspaces/{room.Address}", new { displayName = room.Name, calendarEnabled = true, devices = Array.Empty<string>() });
        }
        foreach (var path in cast.People.Where(person => !person.IsOff).Select(person => $"api/users/{person.Address}").Concat(cast.Rooms.Select(room => $"api/workspaces/{room.Address}")))
            await WaitUntilWatchedAsync(path);
    }

    /// <summary>@meet is TMS's from now on.</summary>
    public async Task LetTmsHostAsync()
    {
        using var administrator = new Administrator(_folder.Addresses.Gateway, _folder.AdministratorKey);
        await administrator.ChangeOrganizationAsync("meetAction", "tms", CancellationToken.None);
    }

    /// <summary>Says which TMS system stands in a room.</summary>
    public Task MapAsync(PremisesRoom room) =>
        _product.CallAsync(HttpMethod.Put, $"api/tms-rooms/{room.Address}", new { systemId = room.SystemId, systemName = room.Name });

    /// <summary>Switches somebody's mailbox on or off.</summary>
    public async Task SwitchAsync(CastPerson person, bool isOn)
    {
        await _product.CallAsync(HttpMethod.Put, person.Path, new { displayName = person.Name, enabled = isOn });
        person.IsOff = !isOn;
    }

    /// <summary>Says that none does.</summary>
    public Task UnmapAsync(PremisesRoom room) => _product.CallAsync(HttpMethod.Delete, $"api/tms-rooms/{room.Address}");

    /// <summary>Rotates the organization's key, then revokes the one that requests are encrypted with now.</summary>
    public async Task ChangeKeysAsync()
    {
        await _product.CallAsync(HttpMethod.Post, "api/keys/rotate");
        var active = (await _product.CallAsync(HttpMethod.Get, "api/keys")).EnumerateArray().Single(key => key.GetProperty("status").GetString() == "active");
        await _product.CallAsync(HttpMethod.Post, $"api/keys/{active.GetProperty("id").GetString()}/revoke");
    }

    /// <summary>Has a connector test its link to TMS with a meeting, and waits for what it says.</summary>
    public async Task TestLinkAsync(int number)
    {
        var path = $"api/connectors/{ProductFolder.HostOf(number)}";
        await WaitAsync($"Connector {number} is not there.", async () => (await _product.CallAsync(HttpMethod.Get, path)).GetProperty("status").GetProperty("isConnected").GetBoolean());
        await _product.CallAsync(HttpMethod.Post, $"{path}/test", new { books = true });
        await WaitAsync(
            $"Connector {number} does not say how its link is.",
            async () => IsSet((await _product.CallAsync(HttpMethod.Get, path)).GetProperty("status").GetProperty("test"), "answeredAt"));
    }

    private Task WaitUntilWatchedAsync(string path) => WaitAsync($"{path} is not watched.", async () =>
    {
        var status = await _product.CallAsync(HttpMethod.Get, $"{path}/status");
        return IsSet(status, "subscribedUntil") && IsSet(status, "lastReconciled");
    });

    private static async Task WaitAsync(string problem, Func<Task<bool>> isDone)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < s_patience; await looks.WaitForNextTickAsync())
        {
            if (await isDone())
                return;
        }
        throw new TimeoutException(problem);
    }

    private static bool IsSet(JsonElement status, string name) => status.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;
}
