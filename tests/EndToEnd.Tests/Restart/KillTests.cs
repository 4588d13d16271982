using System.Diagnostics;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Restart;

/// <summary>The gateway is killed while it works: within a minute of its next start everything is as if it had not been.</summary>
public sealed class KillTests(KillableWorld world) : IClassFixture<KillableWorld>
{
    private static readonly TimeSpan s_promise = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_people_scheduled_around_a_kill_is_done_once(int seed)
    {
        var dice = new Random(seed);
        var meetings = new List<Invitation>();
        for (var round = 0; round < 2; round++)
        {
            var scheduling = ScheduleAsync(meetings, dice);
            await Deadline.UntilAsync(TimeProvider.System.GetUtcNow().AddMilliseconds(dice.Next(40, 700)));
            world.KillGateway();
            await scheduling;
            await world.RestartGatewayAsync();
        }
        var clock = Stopwatch.StartNew();

        await world.DevicesAreRightAsync(s_promise);
        foreach (var meeting in meetings)
            await world.InvitationHoldsAsync(meeting, blocks: 1, deadline: s_promise - clock.Elapsed);
        clock.Elapsed.ShouldBeLessThan(s_promise);
        foreach (var meeting in meetings)
            await MadeOnceAsync(meeting);
    }

    [Fact]
    public async Task An_alert_that_fell_due_meanwhile_is_given_soon_after_the_start()
    {
        var due = TimeProvider.System.GetUtcNow().AddSeconds(5);
        due = due.AddTicks(-(due.Ticks % TimeSpan.TicksPerSecond));
        var draft = new Draft(SandboxWorld.Anna, "Stand-up after the crash", due.AddMinutes(5)) { Location = "@webex", Rooms = [SandboxWorld.Rila] };
        await world.Outlook.ScheduleAsync(draft);
        await world.DevicesAreRightAsync();
        world.KillGateway();
        await Deadline.UntilAsync(due.AddMilliseconds(100));
        world.Panel.Alerts.Where(alert => alert.At >= due.AddSeconds(-5)).ShouldBeEmpty();
        await world.RestartGatewayAsync();

        await Deadline.WaitAsync(() => world.Panel.Alerts.Any(alert => alert.At >= due) ? null : "The panel was not told.", s_promise);
        await world.DevicesAreRightAsync();
    }

    private async Task ScheduleAsync(List<Invitation> meetings, Random dice)
    {
        string[] keywords = ["@webex", "@webex:onetime", "@meet", "@webex:onetime", "@meet"];
        foreach (var keyword in keywords)
        {
            var who = SandboxWorld.People[dice.Next(2)];
            meetings.Add(await world.Outlook.ScheduleAsync(world.NewDraft(who, keyword, SandboxWorld.Rooms[dice.Next(2)])));
        }
    }

    private async Task MadeOnceAsync(Invitation meeting)
    {
        await world.WorkIsDoneAsync(meeting);
        var (title, location) = (meeting.Draft.Subject, meeting.Draft.Location);
        (await world.Trouble.WebexMeetingsAsync(title)).Count.ShouldBe(location == "@webex:onetime" ? 1 : 0, title);
        (await world.Trouble.WebexSpacesAsync(title)).Count.ShouldBe(location == "@meet" ? 1 : 0, title);
    }
}
