using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Faults;

/// <summary>Notifications come twice, late, out of order, broken or not at all: the devices end up right.</summary>
public sealed class NotificationFaultTests(SmallWorld world) : IClassFixture<SmallWorld>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await world.Trouble.EndAsync();

    [Fact]
    public async Task Lost_notifications_are_made_up_for_by_reconciliation()
    {
        var (kept, cancelled) = await LoseAsync();

        await world.ReconcileAsync(SandboxWorld.Anna);
        await world.WorkIsDoneAsync(kept);
        foreach (var room in SandboxWorld.Rooms)
            await world.ReconcileAsync(room);

        await IsRightAsync(kept, cancelled);
    }

    [Fact]
    public async Task Lost_notifications_are_made_up_for_when_Graph_says_that_it_missed_some()
    {
        var (kept, cancelled) = await LoseAsync();

        string[] mailboxes = [SandboxWorld.Anna.Address, SandboxWorld.Rila.Address, SandboxWorld.Pirin.Address];
        foreach (var mailbox in mailboxes)
            await world.Trouble.LifecycleAsync((await world.Trouble.SubscriptionsAsync(mailbox)).Single(), "missed");

        await IsRightAsync(kept, cancelled);
    }

    [Theory]
    [InlineData("duplicateNotification")]
    [InlineData("createdAndUpdated")]
    [InlineData("reorderNotification")]
    [InlineData("delayNotification")]
    [InlineData("malformedNotification")]
    [InlineData("notificationWithoutId")]
    public async Task A_day_with_troubled_notifications_ends_right(string kind)
    {
        // Every second one, so that some overtake others and good ones stand beside bad ones.
        await world.Trouble.GraphAsync(kind, delayMs: 1500, probability: kind is "reorderNotification" ? 0.5 : 1, seed: 7);
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex:onetime", SandboxWorld.Rila, SandboxWorld.Pirin));
        var cancelled = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@meet", SandboxWorld.Rila));
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.Outlook.ChangeAsync(meeting, new { start = Draft.Time(meeting.Draft.Start.AddMinutes(15)), end = Draft.Time(meeting.Draft.Start.AddMinutes(45)) });
        await world.Outlook.CancelAsync(cancelled);

        await world.DevicesAreRightAsync();
        (await world.Trouble.GraphStrikesAsync()).ShouldBePositive();
        await world.Trouble.EndAsync();
        await world.WorkIsDoneAsync(meeting);
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.DevicesAreRightAsync();
        (await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_removed_subscription_is_made_anew_and_everything_is_read()
    {
        var old = (await world.Trouble.SubscriptionsAsync(SandboxWorld.Rila.Address)).Single();
        await world.Trouble.GraphAsync("loseNotification", mailbox: SandboxWorld.Rila.Address);
        var unheard = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "", SandboxWorld.Rila));
        await ArrivedAsync(SandboxWorld.Rila, unheard);
        await world.Trouble.EndAsync();

        await world.Trouble.LifecycleAsync(old, "subscriptionRemoved");

        await world.DevicesAreRightAsync();
        (await world.Trouble.SubscriptionsAsync(SandboxWorld.Rila.Address)).Single().ShouldNotBe(old);
        await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "", SandboxWorld.Rila));
        await world.DevicesAreRightAsync();
    }

    [Fact]
    public async Task A_subscription_that_must_be_reauthorized_is_reauthorized()
    {
        var subscription = (await world.Trouble.SubscriptionsAsync(SandboxWorld.Pirin.Address)).Single();

        await world.Trouble.LifecycleAsync(subscription, "reauthorizationRequired", pause: true);

        await Deadline.WaitAsync(async () => await world.Trouble.IsPausedAsync(subscription) ? "The subscription is still paused." : null);
        await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Pirin));
        await world.DevicesAreRightAsync();
    }

    /// <summary>Nothing is heard of a new meeting, and of the end of one that the devices show.</summary>
    private async Task<(Invitation Kept, Invitation Cancelled)> LoseAsync()
    {
        var cancelled = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));
        await world.DevicesAreRightAsync();
        await world.WorkIsDoneAsync(cancelled);
        await world.Trouble.GraphAsync("loseNotification");
        var kept = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila, SandboxWorld.Pirin));
        await world.Outlook.CancelAsync(cancelled);
        await ArrivedAsync(SandboxWorld.Rila, kept);
        await ArrivedAsync(SandboxWorld.Pirin, kept);
        await Deadline.WaitAsync(async () => await world.Trouble.GraphStrikesAsync() >= 5 ? null : "Too few notifications were lost.");
        world.BookingAt(SandboxWorld.Rila, kept.Draft.Start).ShouldBeNull("nobody could know of it");
        await world.Trouble.EndAsync();
        return (kept, cancelled);
    }

    private async Task IsRightAsync(Invitation kept, Invitation cancelled)
    {
        await world.DevicesAreRightAsync();
        await world.InvitationHoldsAsync(kept, blocks: 1);
        world.BookingAt(SandboxWorld.Rila, kept.Draft.Start)!.Number.ShouldStartWith("anna@");
        world.BookingAt(SandboxWorld.Rila, cancelled.Draft.Start).ShouldBeNull();
    }

    private Task<TimeSpan> ArrivedAsync(WorldRoom room, Invitation meeting) => Deadline.WaitAsync(() =>
        world.HasAccepted(room, meeting) ? null : "The room has not answered.");
}
