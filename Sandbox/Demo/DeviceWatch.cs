using System.Diagnostics;
using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Sandbox.Demo;

/// <summary>Waits until every device shows what the calendars say.</summary>
public sealed class DeviceWatch(Playground playground, PanelClient panel)
{
    private readonly ExpectedLists _expected = new(playground.Sandbox.Services);
    private readonly GraphWorld _calendars = playground.Sandbox.Services.GetRequiredService<GraphWorld>();
    private readonly DeviceFleet _fleet = playground.Sandbox.Services.GetRequiredService<DeviceFleet>();

    /// <returns>How long it took, and what was still wrong at the deadline; null when nothing was.</returns>
    public async Task<(TimeSpan Took, string? Problem)> WaitAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            Task[] changes = [panel.Changed, .. _fleet.All.Select(device => device.Changed)];
            var problem = FindProblem();
            if (problem is null || clock.Elapsed > deadline)
                return (clock.Elapsed, problem);
            // Rooms answer by themselves, so the calendar changes too: look again soon even if no device changes.
            await Task.WhenAny(Task.WhenAny(changes), Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private string? FindProblem()
    {
        // Until then the calendars do not agree with one another, and a device that agrees with one of them proves nothing.
        if (_calendars.IsMailUnderWay([.. SandboxWorld.People.Select(person => person.Address), .. SandboxWorld.Rooms.Select(room => room.Address)]))
            return "The rooms have not answered yet.";
        foreach (var room in SandboxWorld.Rooms)
        {
            var expected = _expected.Of(room.Address);
            if (_fleet.Find(SandboxWorld.DeviceId(room)) is { } device && Compare(device.DisplayName, expected, Rows(device)) is { } problem)
                return problem;
        }
        return Compare(SandboxWorld.RilaPanel, _expected.Of(SandboxWorld.Rila.Address), panel.Rows);
    }

    private static string? Compare(string device, IReadOnlyList<DeviceRow> expected, IReadOnlyList<DeviceRow> shown) =>
        shown.OrderBy(row => row.Start).ThenBy(row => row.Number, StringComparer.Ordinal).SequenceEqual(expected)
            ? null
            : $"{device} should show [{string.Join(", ", expected)}] but shows [{string.Join(", ", shown)}]";

    private static List<DeviceRow> Rows(SimulatedDevice device) =>
    [
        .. device.State().Bookings.Select(booking =>
            new DeviceRow(booking.StartTime, booking.Duration, booking.Number, booking.Protocol, booking.MeetingPlatform ?? "None")),
    ];
}
