using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Faults;

/// <summary>Webex refuses, is away, or does what was asked and breaks the connection.</summary>
public sealed class WebexFaultTests(SmallWorld world) : IClassFixture<SmallWorld>, IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(40);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await world.Trouble.EndAsync();

    [Theory]
    [InlineData("429", 1)]
    [InlineData("503", null)]
    [InlineData("drop", null)]
    [InlineData("loseAnswer", null)]
    public async Task One_meeting_is_made_however_often_the_answer_is_lost(string kind, int? retryAfterSeconds)
    {
        await world.Trouble.WebexAsync(kind, "/v1/meetings", "POST", count: 2, retryAfterSeconds: retryAfterSeconds);
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex:onetime", SandboxWorld.Rila, SandboxWorld.Pirin));

        await world.DevicesAreRightAsync(s_patience);
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.WorkIsDoneAsync(meeting);
        (await world.Trouble.WebexHitsAsync()).ShouldBePositive();
        (await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_space_is_made_however_often_the_answer_is_lost()
    {
        await world.Trouble.WebexAsync("loseAnswer", "/v1/rooms", "POST", count: 1);
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@meet", SandboxWorld.Rila));

        await world.DevicesAreRightAsync(s_patience);
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        (await world.Trouble.WebexHitsAsync()).ShouldBe(1);
        (await world.Trouble.WebexSpacesAsync(meeting.Draft.Subject)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Rooms_do_not_wait_for_the_end_of_a_meeting_that_Webex_cannot_delete_now()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex:onetime", SandboxWorld.Rila));
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.WorkIsDoneAsync(meeting);
        await world.DevicesAreRightAsync();

        await world.Trouble.WebexAsync("503", "/v1/meetings", "DELETE");
        await world.Outlook.ChangeAsync(meeting, new { location = new { displayName = "Rila" } });

        await world.DeviceShowsAsync(SandboxWorld.Rila, meeting.Draft.Start, number: null);
        await Deadline.WaitAsync(async () => await world.Trouble.WebexHitsAsync() > 0 ? null : "Webex was not asked to delete the meeting.");
        await world.Trouble.EndAsync();
        await world.InvitationHoldsAsync(meeting, blocks: 0, deadline: s_patience);
        (await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("423", 1)]
    [InlineData("429", 1)]
    [InlineData("503", null)]
    [InlineData("loseAnswer", null)]
    public async Task A_device_that_was_busy_gets_the_latest_list(string kind, int? retryAfterSeconds)
    {
        await world.Trouble.WebexAsync(
            kind, "/v1/xapi", deviceId: SandboxWorld.DeviceId(SandboxWorld.Rila), count: 3, retryAfterSeconds: retryAfterSeconds);
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));
        await Deadline.WaitAsync(async () => await world.Trouble.WebexHitsAsync() > 0 ? null : "The device was not called.");
        var later = meeting.Draft.Start.AddMinutes(20);
        await world.Outlook.ChangeAsync(meeting, new { start = Draft.Time(later), end = Draft.Time(later.AddMinutes(10)) });

        await world.DevicesAreRightAsync(s_patience);
        world.BookingAt(SandboxWorld.Rila, later)!.Number.ShouldStartWith("anna@");
    }

    [Fact]
    public async Task A_device_that_comes_back_gets_the_latest_list()
    {
        var device = SandboxWorld.DeviceId(SandboxWorld.Pirin);
        await world.Trouble.DeviceAsync(device, "disconnect");
        await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Pirin));
        var cancelled = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Pirin));
        await world.WorkIsDoneAsync(cancelled);
        await world.Outlook.CancelAsync(cancelled);
        world.Device(SandboxWorld.Pirin).State().Bookings.ShouldNotContain(booking => booking.StartTime == cancelled.Draft.Start);
        await world.Trouble.DeviceAsync(device, "connect");

        await world.DevicesAreRightAsync(s_patience);
    }

    [Fact]
    public async Task A_device_is_given_a_list_only_when_it_changed()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.WorkIsDoneAsync(meeting);
        await world.DevicesAreRightAsync();
        var puts = world.Device(SandboxWorld.Rila).State().PutCount;

        await world.ReconcileAsync(SandboxWorld.Rila);
        await world.ReconcileAsync(SandboxWorld.Anna);
        await world.WorkIsDoneAsync(meeting);

        world.Device(SandboxWorld.Rila).State().PutCount.ShouldBe(puts);
    }
}
