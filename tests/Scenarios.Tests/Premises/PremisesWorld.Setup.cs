using System.Text.Json;
using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Rooms;
using HybridCalendar.Sandbox.Tms.Push;
using HybridCalendar.Sandbox.Tms.Systems;
using HybridCalendar.Sandbox.Webex;
using HybridCalendar.Sandbox.Wiring;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <content>What administrators do.</content>
internal sealed partial class PremisesWorld
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    /// <summary>Two meetings that change places are in each other's way only in TMS.</summary>
    private static readonly RoomPolicy s_policy = new() { EnforceSchedulingHorizon = false, AllowConflicts = true };

    /// <summary>Puts people, rooms and devices into the Sandbox and into the product, and waits until the product watches them.</summary>
    public async Task AddAsync(PremisesCast cast)
    {
        foreach (var person in cast.People)
        {
            Graph.AddMailbox(new MailboxSeed { Address = person.Address, DisplayName = person.Name, TimeZone = person.Zone });
            _sandbox.Services.GetRequiredService<WebexDirectory>().Add(person.Address, person.Name);
            await _product.CallAsync(HttpMethod.Put, $"api/users/{person.Address}", new { displayName = person.Name, enabled = person.IsEnabled });
        }
        foreach (var room in cast.Rooms)
        {
            Graph.AddMailbox(new MailboxSeed
            {
                Address = room.Address, DisplayName = room.Name, TimeZone = cast.Zone, Room = new RoomSettings { Policy = s_policy },
            });
            _sandbox.Services.GetRequiredService<DeviceFleet>().AddOnPremises(room.DeviceId, room.Name, room.Name);
            Tms.World.Systems.Put(new TmsSystem(
                room.SystemId, room.Name, room.Address, $"{room.DeviceId}@rooms.example", new Uri(_folder.Addresses.Sandbox, PremisesDeviceApi.PathOf(room.DeviceId))));
            await MapAsync(room);
            await _product.CallAsync(HttpMethod.Put, $"api/workspaces/{room.Address}", new { displayName = room.Name, calendarEnabled = true, devices = Array.Empty<string>() });
        }
        foreach (var path in cast.People.Where(person => person.IsEnabled).Select(person => $"api/users/{person.Address}").Concat(cast.Rooms.Select(room => $"api/workspaces/{room.Address}")))
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

    /// <summary>Says that none does.</summary>
    public Task UnmapAsync(PremisesRoom room) => _product.CallAsync(HttpMethod.Delete, $"api/tms-rooms/{room.Address}");

    /// <summary>Rotates the organization's key, then revokes the one that requests are encrypted with now.</summary>
    public async Task ChangeKeysAsync()
    {
        await _product.CallAsync(HttpMethod.Post, "api/keys/rotate");
        var active = (await _product.CallAsync(HttpMethod.Get, "api/keys")).EnumerateArray().Single(key => key.GetProperty("status").GetString() == "active");
        await _product.CallAsync(HttpMethod.Post, $"api/keys/{active.GetProperty("id").GetString()}/revoke");
    }

    private async Task WaitUntilWatchedAsync(string path)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < s_patience)
        {
            var status = await _product.CallAsync(HttpMethod.Get, $"{path}/status");
            if (IsSet(status, "subscribedUntil") && IsSet(status, "lastReconciled"))
                return;
            await looks.WaitForNextTickAsync();
        }
        throw new TimeoutException($"{path} is not watched.");
    }

    private static bool IsSet(JsonElement status, string name) => status.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;
}
