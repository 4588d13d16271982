using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Faults;

/// <summary>What time alone brings about: nobody changes anything, and nobody asks.</summary>
public sealed class DailyPassTests(MovableWorld world) : IClassFixture<MovableWorld>
{
    private static readonly TimeSpan s_day = TimeSpan.FromHours(25);
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Within_a_day_meetings_between_the_two_limits_are_taken_up_and_those_of_the_next_day_reach_the_devices()
    {
        var far = world.NewDraft(SandboxWorld.Anna, "@webex");
        far = far with { Start = far.Start.AddMonths(5).AddDays(10) };
        var waiting = await world.Outlook.ScheduleAsync(far);
        await world.WorkIsDoneAsync(waiting);
        await world.InvitationHoldsAsync(waiting, blocks: 0);
        var ahead = world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Rila);
        ahead = ahead with { Start = new DateTimeOffset(world.Time.GetUtcNow().UtcDateTime.Date.AddDays(32).AddHours(12), TimeSpan.Zero) };
        var beyond = await world.Outlook.ScheduleAsync(ahead);
        await world.InvitationHoldsAsync(beyond, blocks: 1);
        await world.DevicesAreRightAsync();
        world.BookingAt(SandboxWorld.Rila, ahead.Start).ShouldBeNull();

        await world.PassAsync(s_day, s_step);

        await world.InvitationHoldsAsync(waiting, blocks: 1);
        await world.DeviceShowsAsync(SandboxWorld.Rila, ahead.Start, "boris@");
    }
}
