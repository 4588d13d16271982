using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Meetings;

public sealed class AlertTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const int Meetings = 6;
    private static readonly TimeSpan s_buffer = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Alerts_that_are_due_within_seconds_are_each_given_within_a_second()
    {
        await world.Trouble.SetPolicyAsync(SandboxWorld.Rila.Address, new { allowConflicts = true, deleteComments = false });
        var first = TimeProvider.System.GetUtcNow().AddSeconds(5);
        first = first.AddTicks(-(first.Ticks % TimeSpan.TicksPerSecond));
        var due = Enumerable.Range(0, Meetings).Select(second => first.AddSeconds(second)).ToList();
        foreach (var at in due)
            await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila) with { Start = at + s_buffer });
        await world.DevicesAreRightAsync();
        world.Panel.Alerts.Count.ShouldBeLessThan(Meetings);

        await Deadline.WaitAsync(() => world.Panel.Alerts.Count >= Meetings ? null : $"Only {world.Panel.Alerts.Count} alerts came.");

        world.Panel.Alerts.Select(alert => alert.BookingId).Distinct().Count().ShouldBe(Meetings);
        var late = world.Panel.Alerts.Zip(due, (alert, at) => alert.At - at).ToList();
        late.ShouldAllBe(by => by > TimeSpan.FromMilliseconds(-50) && by < TimeSpan.FromSeconds(1));
    }
}
