using System.Text.Json;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Faults;

/// <summary>A device that was restarted has lost its list, and nobody says so.</summary>
public sealed class DeviceRestartTests(MovableWorld world) : IClassFixture<MovableWorld>
{
    [Fact]
    public async Task A_restarted_device_gets_its_list_again_and_no_other_does()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila, SandboxWorld.Pirin));
        await world.DeviceShowsAsync(SandboxWorld.Rila, meeting.Draft.Start, "anna@");
        await world.DeviceShowsAsync(SandboxWorld.Pirin, meeting.Draft.Start, "anna@");
        await world.WorkIsDoneAsync(meeting);
        await world.Trouble.AllIsToldAsync();
        await world.DevicesAreRightAsync();
        // The clock goes on, so that the restart is after the list was taken also by a device that counts seconds.
        await world.PassAsync(TimeSpan.FromSeconds(10));
        var puts = world.Device(SandboxWorld.Pirin).State().PutCount;
        await world.Trouble.DeviceAsync(SandboxWorld.DeviceId(SandboxWorld.Rila), "reboot");
        world.BookingAt(SandboxWorld.Rila, meeting.Draft.Start).ShouldBeNull();

        // Two periods in truth; a question that is under way while the clock jumps is asked again in the next.
        await world.PassUntilAsync(
            () => Task.FromResult(world.BookingAt(SandboxWorld.Rila, meeting.Draft.Start) is null ? "The device was not given its list again." : null),
            MovableWorld.Period * 4);

        await world.DeviceShowsAsync(SandboxWorld.Rila, meeting.Draft.Start, "anna@");
        await world.DevicesAreRightAsync();
        world.Device(SandboxWorld.Pirin).State().PutCount.ShouldBe(puts);
        await Deadline.WaitAsync(async () => (await CodesAsync(SandboxWorld.Rila)).TakeLast(2).SequenceEqual(["deviceLost", "deviceTookAgain"]) ? null : "The room does not tell of the restart.");
        (await CodesAsync(SandboxWorld.Pirin)).ShouldNotContain("deviceLost");
    }

    /// <summary>What the room's timeline tells of its cloud device.</summary>
    private async Task<List<string>> CodesAsync(WorldRoom room) =>
    [
        .. (await world.ReportAsync(room)).GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("fact"))
            .Where(fact => fact.ValueKind == JsonValueKind.Object && fact.GetProperty("subject").GetString() == IdOf(room))
            .Select(fact => fact.GetProperty("code").GetString()!),
    ];

    private static string IdOf(WorldRoom room) => room.Device.ToLowerInvariant().Replace(' ', '-');
}
