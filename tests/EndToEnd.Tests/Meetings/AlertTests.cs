using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Meetings;

public sealed class AlertTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const int Meetings = 6;
    private static readonly TimeSpan s_buffer = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Alerts_that_are_due_within_seconds_are_each_given_at_their_time_in_their_order()
    {
        await world.Trouble.SetPolicyAsync(SandboxWorld.Rila.Address, new { allowConflicts = true, deleteComments = false });
        var before = world.Panel.Alerts.Count;
        var first = TimeProvider.System.GetUtcNow().AddSeconds(8);
        first = first.AddTicks(-(first.Ticks % TimeSpan.TicksPerSecond));
        var due = Enumerable.Range(0, Meetings).Select(second => first.AddSeconds(second)).ToList();
        foreach (var at in due)
            await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila) with { Start = at + s_buffer });
        await world.DevicesAreRightAsync();

        await Deadline.WaitAsync(() => Alerts().Count >= Meetings ? null : $"Only {Alerts().Count} alerts came.");

        Alerts().Select(alert => alert.BookingId).Distinct().Count().ShouldBe(Meetings);
        // How late they are depends on what else the machine does; by how much they are early does not.
        Alerts().Zip(due, (alert, at) => alert.At - at).ShouldAllBe(late => late > TimeSpan.FromMilliseconds(-50));
        Alerts().Select(alert => world.BookingOf(SandboxWorld.Rila, alert.BookingId)?.StartTime).ShouldBe(due.Select(at => (DateTimeOffset?)(at + s_buffer)));

        List<(string BookingId, DateTimeOffset At)> Alerts() => [.. world.Panel.Alerts.Skip(before)];
    }

    [Fact]
    public async Task An_alert_that_nobody_heard_is_told_to_the_panel_when_it_comes_back()
    {
        var due = TimeProvider.System.GetUtcNow().AddSeconds(3);
        var draft = new Draft(SandboxWorld.Boris, "While the panel is off", due.AddTicks(-(due.Ticks % TimeSpan.TicksPerSecond)) + s_buffer)
        {
            Location = "@webex",
            Rooms = [SandboxWorld.Rila],
        };
        await world.Outlook.ScheduleAsync(draft);
        await world.DevicesAreRightAsync();
        var booking = world.BookingAt(SandboxWorld.Rila, draft.Start)!.Id;
        await world.DisconnectPanelAsync();
        await Deadline.UntilAsync(due.AddSeconds(1));

        await world.ConnectPanelAsync();

        await Deadline.WaitAsync(() => world.Panel.Alerts.Any(alert => alert.BookingId == booking) ? null : "The panel was not told.");
    }
}
