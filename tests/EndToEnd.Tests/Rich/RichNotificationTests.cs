using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Rich;

/// <summary>Notifications that carry the event, encrypted for us: Graph's are heard, forged and damaged ones are not.</summary>
public sealed class RichNotificationTests(RichWorld world) : IClassFixture<RichWorld>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await world.IsSubscribedAsync();

    public async ValueTask DisposeAsync()
    {
        world.Damage.IsOn = false;
        await world.Trouble.EndAsync();
    }

    [Fact]
    public async Task Subscriptions_carry_resource_data_and_last_a_day_at_most()
    {
        foreach (var made in await world.SubscriptionsAsync())
        {
            made.GetProperty("includeResourceData").GetBoolean().ShouldBeTrue();
            made.GetProperty("resource").GetString()!.ShouldContain("$select=");
            var life = made.GetProperty("expirationDateTime").GetDateTimeOffset() - TimeProvider.System.GetUtcNow();
            life.ShouldBeInRange(TimeSpan.FromHours(23), TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task A_change_reaches_the_invitation_and_the_room()
    {
        var (accepted, unreadable) = (world.Counts.Of("accepted"), world.Counts.Of("unreadable_content"));

        await IsHeardAsync();

        world.Counts.Of("accepted").ShouldBeGreaterThan(accepted);
        world.Counts.Of("unreadable_content").ShouldBe(unreadable);
    }

    [Fact]
    public async Task What_another_application_sends_is_dropped()
    {
        var before = world.Counts.Of("invalid_validation_token");
        await world.Trouble.GraphAsync("forgedValidationToken");

        var meeting = await ScheduleUnheardAsync(() => world.Counts.WaitForAsync("invalid_validation_token", before + 2));

        await world.Trouble.EndAsync();
        await IsFoundLaterAsync(meeting);
    }

    [Fact]
    public async Task What_was_changed_on_its_way_is_dropped_and_harms_nothing()
    {
        var before = world.Counts.Of("unreadable_content");
        world.Damage.IsOn = true;

        var meeting = await ScheduleUnheardAsync(() => world.Counts.WaitForAsync("unreadable_content", before + 2));

        world.Damage.IsOn = false;
        await IsHeardAsync();
        await IsFoundLaterAsync(meeting);
    }

    [Fact]
    public async Task A_new_certificate_replaces_every_subscription()
    {
        var old = (await world.SubscriptionsAsync()).Select(made => made.GetProperty("id").GetString()).ToList();

        await world.RotateAsync();

        await world.IsSubscribedAsync();
        (await world.SubscriptionsAsync()).Select(made => made.GetProperty("id").GetString()).ShouldAllBe(id => !old.Contains(id));
        await IsHeardAsync();
    }

    private async Task IsHeardAsync()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await IsShownAsync(meeting);
    }

    private async Task<Invitation> ScheduleUnheardAsync(Func<Task> isDropped)
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Pirin));
        await Deadline.WaitAsync(() => world.HasAccepted(SandboxWorld.Pirin, meeting) ? null : "The room has not answered.");
        await isDropped();
        world.BookingAt(SandboxWorld.Pirin, meeting.Draft.Start).ShouldBeNull("nobody could know of it");
        return meeting;
    }

    private async Task IsFoundLaterAsync(Invitation meeting)
    {
        await world.ReconcileAsync(meeting.Draft.Who);
        await world.WorkIsDoneAsync(meeting);
        await world.ReconcileAsync(meeting.Draft.Rooms[0]);
        await IsShownAsync(meeting);
    }

    private Task<TimeSpan> IsShownAsync(Invitation meeting) => Deadline.WaitAsync(() =>
        world.BookingAt(meeting.Draft.Rooms[0], meeting.Draft.Start) is null ? "The device does not show the meeting." : null);
}
