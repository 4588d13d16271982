using System.Text.Json;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Rooms;
using HybridCalendar.Sandbox.Webex;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>Puts people, rooms and devices into the Sandbox and into the product.</summary>
internal sealed class Enrolment(IServiceProvider sandbox, ProductClient product)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);
    private readonly GraphWorld _graph = sandbox.GetRequiredService<GraphWorld>();
    private readonly WebexDirectory _people = sandbox.GetRequiredService<WebexDirectory>();
    private readonly WebexWorkspaces _workspaces = sandbox.GetRequiredService<WebexWorkspaces>();
    private readonly DeviceFleet _fleet = sandbox.GetRequiredService<DeviceFleet>();

    /// <summary>Returns when the product watches all of them.</summary>
    public async Task AddAsync(Cast cast)
    {
        foreach (var person in cast.People)
        {
            _graph.AddMailbox(new MailboxSeed { Address = person.Address, DisplayName = person.Name, TimeZone = person.Zone });
            _people.Add(person.Address, person.Name);
        }
        foreach (var room in cast.Rooms)
            await AddAsync(room);
        foreach (var person in cast.People.Where(person => person.IsEnabled))
            await WatchAsync(person, isEnabled: true);
        foreach (var path in cast.Watched)
            await Deadline.WaitAsync(() => FindProblemAsync(path), s_patience);
    }

    /// <summary>The product watches a person's mailbox from now on, or no longer.</summary>
    public Task WatchAsync(CastPerson person, bool isEnabled) =>
        product.CallAsync(HttpMethod.Put, person.Path, new { displayName = person.Name, enabled = isEnabled });

    /// <summary>The product knows the person no more.</summary>
    public Task RemoveAsync(CastPerson person) => product.DeleteAsync(person.Path);

    private async Task AddAsync(CastRoom room)
    {
        _graph.AddMailbox(new MailboxSeed { Address = room.Address, DisplayName = room.Name, Room = new RoomSettings { Policy = room.Policy } });
        var workspace = _workspaces.Seed(room.Name, room.Address);
        _fleet.Add(room.WebexDeviceId, room.DeviceName, workspace.Id, workspace.DisplayName);
        await product.CallAsync(
            HttpMethod.Put, $"api/devices/{room.DeviceId}", new { displayName = room.DeviceName, link = "webexCloud", webexDeviceId = room.WebexDeviceId });
        await product.CallAsync(HttpMethod.Put, room.Path, new { displayName = room.Name, calendarEnabled = true, devices = new[] { room.DeviceId } });
    }

    private async Task<string?> FindProblemAsync(string path)
    {
        var status = await product.CallAsync(HttpMethod.Get, $"{path}/status");
        return IsSet(status, "subscribedUntil") && IsSet(status, "lastReconciled") ? null : $"{path} is not watched.";
    }

    private static bool IsSet(JsonElement status, string name) => status.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;
}
