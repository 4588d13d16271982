using HybridCalendar.EndToEnd.Tests.Faults;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.WriteBack;

/// <summary>
/// Meetings that are moved and copied between calendars. Graph tells nothing of what happens in calendars beside the default one, and
/// nobody asks the product to look: it does by itself.
/// </summary>
public sealed class WriteBackMoveTests(MovableWorld world) : IClassFixture<MovableWorld>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await world.Trouble.EndAsync();

    [Fact]
    public async Task A_meeting_that_is_dragged_to_another_calendar_stays_as_it_is()
    {
        var dragged = await ReadyAsync(weeks: 1);

        await world.Outlook.MoveToAnotherCalendarAsync(dragged.Meeting);
        await world.Trouble.AllIsToldAsync();
        await world.WorkIsDoneAsync(dragged.Meeting);

        await IsAsBeforeAsync(dragged);
        await world.DevicesAreRightAsync();
    }

    [Fact]
    public async Task A_meeting_that_is_made_anew_in_another_persons_calendar_and_deleted_is_that_persons()
    {
        var given = await ReadyAsync(weeks: 1);

        var moved = await MoveToBorisAsync(given.Meeting);

        await IsOwnedAsync(moved, given.Number);
        await world.DevicesAreRightAsync();
    }

    [Fact]
    public async Task What_nobody_tells_of_is_found_and_ends_the_same()
    {
        var dragged = await ReadyAsync(weeks: 3);
        var given = await ReadyAsync(weeks: 3);
        var copied = await ReadyAsync(weeks: 1);
        await world.Trouble.GraphAsync("loseNotification");

        await world.Outlook.MoveToAnotherCalendarAsync(dragged.Meeting);
        var moved = await MoveToBorisAsync(given.Meeting);
        var copy = await world.Outlook.CopyAsync(copied.Meeting, Beside(copied.Meeting));
        await world.PassAsync(MovableWorld.Period);

        await IsAsBeforeAsync(dragged);
        await IsOwnedAsync(moved, given.Number);
        await HasOwnDetailsAsync(copy, copied.Number);
        await IsAsBeforeAsync(copied);
        await world.DevicesAreRightAsync();

        await world.Outlook.ChangeAsync(dragged.Meeting, new { location = new { displayName = "@webex" } });
        await world.PassAsync(MovableWorld.Period);

        await world.DeviceShowsAsync(SandboxWorld.Rila, dragged.Meeting.Draft.Start, "anna@");
        await world.InvitationHoldsAsync(dragged.Meeting, blocks: 1);
        await Deadline.WaitAsync(async () => (await NumberAsync(dragged.Meeting)) is null ? null : "Webex still holds the meeting that nobody wants.");
        await world.DevicesAreRightAsync();
    }

    [Fact]
    public async Task A_copy_in_a_calendar_that_the_product_does_not_see_offers_nobody_elses_meeting()
    {
        var (meeting, made) = await ReadyAsync(weeks: 1);

        var copy = await world.Outlook.CopyAsync(meeting, Beside(meeting), isBeside: true);

        await world.DeviceShowsAsync(SandboxWorld.Rila, copy.Draft.Start, null);
        await world.DeviceShowsAsync(SandboxWorld.Rila, meeting.Draft.Start, made);
        (await world.Trouble.WebexMeetingsAsync(copy.Draft.Subject)).ShouldBeEmpty();
        await ReasonIsAsync(SandboxWorld.Rila, copy, "OrganizerBehind");
        await world.Outlook.CancelAsync(copy);
        await world.DevicesAreRightAsync();
    }

    [Fact]
    public async Task A_link_in_such_a_calendar_is_not_known_to_a_room_that_lost_the_text_and_the_reason_says_so()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "Upstairs", SandboxWorld.Pirin) with { Html = "<p>https://zoom.us/j/93334445556</p>" });
        await world.DeviceShowsAsync(SandboxWorld.Pirin, meeting.Draft.Start, "93334445556@");

        var copy = await world.Outlook.CopyAsync(meeting, world.NewDraft(SandboxWorld.Anna, "Upstairs", SandboxWorld.Pirin), isBeside: true);

        await ReasonIsAsync(SandboxWorld.Pirin, copy, "NothingFromOrganizer");
        await world.Outlook.CancelAsync(copy);
        await world.DevicesAreRightAsync();
    }

    private async Task ReasonIsAsync(WorldRoom room, Invitation meeting, string expected) => await Deadline.WaitAsync(async () =>
        await world.ReasonAsync(room, meeting.Draft.Start) is var reason && reason == expected ? null : $"The reason is {reason}.");

    /// <summary>The room is free again before it is asked for the new meeting: it would decline that else, now and then.</summary>
    private Task<Invitation> MoveToBorisAsync(Invitation meeting) => world.Outlook.MoveToAsync(SandboxWorld.Boris, meeting, async () =>
        await Deadline.WaitAsync(() => world.HasAccepted(SandboxWorld.Rila, meeting) ? "The cancellation has not come to the room." : null));

    private Draft Beside(Invitation meeting) =>
        world.NewDraft(meeting.Who, meeting.Draft.Location, SandboxWorld.Rila) with { Html = meeting.Draft.Html };

    private async Task IsAsBeforeAsync((Invitation Meeting, string Number) known)
    {
        (await NumberAsync(known.Meeting)).ShouldBe(known.Number);
        await world.DeviceShowsAsync(SandboxWorld.Rila, known.Meeting.Draft.Start, known.Number);
        await world.InvitationHoldsAsync(known.Meeting, blocks: 1);
    }

    private async Task IsOwnedAsync(Invitation meeting, string others)
    {
        await Deadline.WaitAsync(async () =>
        {
            var left = await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject);
            return left.Count == 1 && left[0].GetProperty("hostEmail").GetString() == meeting.Who.Address ? null : "Webex does not hold one meeting of the new owner.";
        });
        await HasOwnDetailsAsync(meeting, others);
    }

    private async Task HasOwnDetailsAsync(Invitation meeting, string others)
    {
        await Deadline.WaitAsync(async () => await NumberAsync(meeting) is { } own && own != others ? null : "It has no Webex meeting of its own.");
        await world.DeviceShowsAsync(SandboxWorld.Rila, meeting.Draft.Start, await NumberAsync(meeting));
        await Deadline.WaitAsync(async () => (await world.Outlook.ReadBodyAsync(meeting)).Contains(others, StringComparison.Ordinal) ? "It still holds the other meeting's details." : null);
        await world.InvitationHoldsAsync(meeting, blocks: 1);
    }

    private async Task<(Invitation Meeting, string Number)> ReadyAsync(int weeks)
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex:onetime", SandboxWorld.Rila) with { Weeks = weeks });
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.WorkIsDoneAsync(meeting);
        await world.DevicesAreRightAsync();
        return (meeting, (await NumberAsync(meeting))!);
    }

    /// <summary>What is dialled for the only Webex meeting of the title; null when there is none.</summary>
    private async Task<string?> NumberAsync(Invitation meeting) =>
        (await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)) is [var made, ..] ? made.GetProperty("sipAddress").GetString() : null;
}
