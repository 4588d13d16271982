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

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public async Task A_meeting_that_is_dragged_to_another_calendar_keeps_its_block_its_button_and_its_keyword(int weeks, bool isTold)
    {
        var (meeting, made) = await ReadyAsync(weeks);
        if (!isTold)
            await world.Trouble.GraphAsync("loseNotification");

        await world.Outlook.MoveToAnotherCalendarAsync(meeting);
        if (isTold)
            await world.Trouble.AllIsToldAsync();
        else
            await PassAsync();
        await world.WorkIsDoneAsync(meeting);

        (await NumberAsync(meeting)).ShouldBe(made);
        await world.DeviceShowsAsync(SandboxWorld.Rila, meeting.Draft.Start, made);
        await world.InvitationHoldsAsync(meeting, blocks: 1);

        await world.Outlook.ChangeAsync(meeting, new { location = new { displayName = "@webex" } });
        await PassAsync();

        await world.DeviceShowsAsync(SandboxWorld.Rila, meeting.Draft.Start, "anna@");
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await Deadline.WaitAsync(async () => (await NumberAsync(meeting)) is null ? null : "Webex still holds the meeting that nobody wants.");
        await world.DevicesAreRightAsync();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public async Task A_meeting_that_is_made_anew_in_another_persons_calendar_and_deleted_is_that_persons(int weeks, bool isTold)
    {
        var (meeting, made) = await ReadyAsync(weeks);
        if (!isTold)
            await world.Trouble.GraphAsync("loseNotification");

        var moved = await world.Outlook.MoveToAsync(SandboxWorld.Boris, meeting);
        if (!isTold)
            await PassAsync();

        await Deadline.WaitAsync(async () =>
        {
            var left = await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject);
            return left.Count == 1 && left[0].GetProperty("hostEmail").GetString() == SandboxWorld.Boris.Address ? null : "Webex does not hold one meeting of the new owner.";
        });
        await HasOwnDetailsAsync(moved, made);
    }

    [Fact]
    public async Task A_copy_that_is_pasted_gets_its_own_details_also_when_nobody_tells_of_it()
    {
        var (meeting, made) = await ReadyAsync(weeks: 1);
        await world.Trouble.GraphAsync("loseNotification");

        var copy = await world.Outlook.CopyAsync(meeting, Beside(meeting));
        await PassAsync();

        await HasOwnDetailsAsync(copy, made);
        (await NumberAsync(meeting)).ShouldBe(made);
        await world.InvitationHoldsAsync(meeting, blocks: 1);
    }

    [Fact]
    public async Task A_copy_in_a_calendar_that_the_product_does_not_see_offers_nobody_elses_meeting()
    {
        var (meeting, made) = await ReadyAsync(weeks: 1);

        var copy = await world.Outlook.CopyAsync(meeting, Beside(meeting), isBeside: true);
        await PassAsync();

        await world.DeviceShowsAsync(SandboxWorld.Rila, copy.Draft.Start, null);
        await world.DeviceShowsAsync(SandboxWorld.Rila, meeting.Draft.Start, made);
        (await world.Trouble.WebexMeetingsAsync(copy.Draft.Subject)).ShouldBeEmpty();
        await world.Outlook.CancelAsync(copy);
        await world.DevicesAreRightAsync();
    }

    private Task PassAsync() => world.PassAsync(MovableWorld.Period);

    private Draft Beside(Invitation meeting) =>
        world.NewDraft(meeting.Who, meeting.Draft.Location, SandboxWorld.Rila) with { Html = meeting.Draft.Html };

    private async Task HasOwnDetailsAsync(Invitation meeting, string others)
    {
        await Deadline.WaitAsync(async () => await NumberAsync(meeting) is { } own && own != others ? null : "It has no Webex meeting of its own.");
        await world.DeviceShowsAsync(SandboxWorld.Rila, meeting.Draft.Start, await NumberAsync(meeting));
        await Deadline.WaitAsync(async () => (await world.Outlook.ReadBodyAsync(meeting)).Contains(others, StringComparison.Ordinal) ? "It still holds the other meeting's details." : null);
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.DevicesAreRightAsync();
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
