using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Restart;

/// <summary>The machine is lost. What its backup does not know is in the calendars, and comes back from there.</summary>
public sealed class BackupTests(KillableWorld world) : IClassFixture<KillableWorld>
{
    private static readonly TimeSpan s_promise = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task What_was_scheduled_moved_and_cancelled_after_the_backup_is_right_and_made_once()
    {
        var (kept, moved, cancelled) = (await ScheduleAsync(), await ScheduleAsync(), await ScheduleAsync());
        await DoneAsync(kept, moved, cancelled);
        using var backup = Backup.Take(world.Playground.DataDirectory);
        var later = await ScheduleAsync();
        var start = moved.Draft.Start.AddMinutes(15);
        await world.Outlook.ChangeAsync(moved, new { start = Draft.Time(start), end = Draft.Time(start + moved.Draft.Length) });
        await world.Outlook.CancelAsync(cancelled);
        await DoneAsync(kept, moved, later);
        await world.DevicesAreRightAsync();
        await IsGoneAsync(cancelled);
        world.KillGateway();
        backup.Restore(world.Playground.DataDirectory);
        await world.RestartGatewayAsync();

        await world.DevicesAreRightAsync(s_promise);
        await DoneAsync(kept, moved, later);
        foreach (var meeting in new[] { kept, moved, later })
            (await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).Count.ShouldBe(1, meeting.Draft.Subject);
        await IsGoneAsync(cancelled);
    }

    private Task<Invitation> ScheduleAsync() => world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex:onetime", SandboxWorld.Rila));

    private async Task IsGoneAsync(Invitation meeting) => await Deadline.WaitAsync(
        async () => (await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).Count == 0 ? null : "Webex still has the cancelled meeting.", s_promise);

    private async Task DoneAsync(params Invitation[] meetings)
    {
        foreach (var meeting in meetings)
        {
            await world.InvitationHoldsAsync(meeting, blocks: 1, deadline: s_promise);
            await world.WorkIsDoneAsync(meeting);
        }
    }
}
