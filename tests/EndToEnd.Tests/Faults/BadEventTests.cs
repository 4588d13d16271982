using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Faults;

/// <summary>One event that always fails leaves out itself alone, is told of, and comes back by itself.</summary>
public sealed class BadEventTests(MovableWorld world) : IClassFixture<MovableWorld>, IAsyncLifetime
{
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(15);

    /// <summary>The longest pause before the last attempt.</summary>
    private static readonly TimeSpan s_untilNextTry = TimeSpan.FromMinutes(9);
    private const string Code = "meetingsFail";
    private const string Anna = "users/anna@contoso.example";
    private static readonly string s_rila = $"workspaces/{SandboxWorld.Rila.Address}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// A mailbox may have come across what failed more often than its test shows, as it looks by itself: it would be told to fail
    /// until the next day, also in other tests.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        world.Series.MendAll();
        await world.Trouble.EndAsync();
        await world.ReconcileAsync(SandboxWorld.Anna);
        await world.ReconcileAsync(SandboxWorld.Rila);
        await FailsAsync(Anna, false);
        await FailsAsync(s_rila, false);
    }

    [Theory]
    [InlineData(500, "ErrorInternalServerError")]
    [InlineData(400, "ErrorInvalidRequest")]
    public async Task An_event_that_Graph_does_not_give_holds_up_no_other(int status, string code)
    {
        var bad = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, ""));
        await world.Trouble.GraphEventStatusAsync(await world.Outlook.ReadImmutableIdAsync(bad), status, code);
        await world.Outlook.ChangeAsync(bad, new { location = new { displayName = "@webex" } });
        await FailsAsync(Anna, true);

        var good = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex"));
        await world.InvitationHoldsAsync(good, blocks: 1);
        (await world.FindingsAsync(Anna)).ShouldBe([Code]);
        await world.Trouble.EndAsync();

        await world.PassUntilAsync(() => FailsNowAsync(Anna, false), s_untilNextTry);
        await world.InvitationHoldsAsync(bad, blocks: 1);
    }

    [Fact]
    public async Task A_series_that_cannot_be_told_holds_up_no_other_and_is_tried_again_with_growing_pauses()
    {
        var bad = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, ""));
        world.Series.Break(bad.ICalUId);
        await world.Outlook.ChangeAsync(bad, new { location = new { displayName = "@webex" } });
        await FailsAsync(Anna, true);

        var good = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex"));
        await world.InvitationHoldsAsync(good, blocks: 1);
        await world.PassAsync(TimeSpan.FromMinutes(6), s_step);
        world.Series.Calls(bad.ICalUId).ShouldBeLessThanOrEqualTo(5);
        await world.PassUntilAsync(() => Task.FromResult(world.Series.Calls(bad.ICalUId) >= 3 ? null : "The series is not told again."), TimeSpan.FromMinutes(30));
        world.Series.Mend(bad.ICalUId);

        await world.PassUntilAsync(() => FailsNowAsync(Anna, false), s_untilNextTry);
        await world.InvitationHoldsAsync(bad, blocks: 1);
    }

    [Fact]
    public async Task A_series_that_a_room_cannot_ask_keeps_its_button_and_holds_up_no_other()
    {
        var bad = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila) with { Weeks = 2 });
        await world.DeviceShowsAsync(SandboxWorld.Rila, bad.Draft.Start, "anna@");
        await world.WorkIsDoneAsync(bad);
        world.Series.Break(bad.ICalUId);

        var good = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Rila));
        await world.DeviceShowsAsync(SandboxWorld.Rila, good.Draft.Start, "boris@");
        // What the series answered before may be remembered: the room is to ask.
        await world.ReconcileAsync(SandboxWorld.Rila);
        await FailsAsync(s_rila, true);
        world.BookingAt(SandboxWorld.Rila, bad.Draft.Start)!.Number.ShouldStartWith("anna@");
        (await world.ReportAsync(SandboxWorld.Rila)).GetProperty("meetings").EnumerateArray()
            .Select(meeting => meeting.GetProperty("meetingUid").GetString()).ShouldContain(bad.ICalUId);
        await world.ReportTellsButtonAsync(good);
        world.Series.Mend(bad.ICalUId);

        await world.PassUntilAsync(() => FailsNowAsync(s_rila, false), s_untilNextTry);
        await world.DevicesAreRightAsync();
    }

    [Fact]
    public async Task What_failed_is_tried_at_once_when_an_administrator_has_the_room_read()
    {
        var bad = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));
        await world.DeviceShowsAsync(SandboxWorld.Rila, bad.Draft.Start, "anna@");
        await world.WorkIsDoneAsync(bad);
        world.Series.Break(bad.ICalUId);
        await world.ReconcileAsync(SandboxWorld.Rila);
        await FailsAsync(s_rila, true);
        // All attempts are used up: by itself it would be tried half a day later at the soonest.
        await world.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(30));
        world.Series.Mend(bad.ICalUId);

        await world.ReconcileAsync(SandboxWorld.Rila);

        await FailsAsync(s_rila, false);
    }

    [Fact]
    public async Task When_all_of_Graph_is_away_no_event_is_blamed()
    {
        await world.Trouble.GraphAsync("gatewayTimeout", mailbox: SandboxWorld.Anna.Address, method: "GET");
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex"));
        await Deadline.WaitAsync(async () => await world.Trouble.GraphStrikesAsync() > 8 ? null : "Too few calls failed.");
        (await world.FindingsAsync(Anna)).ShouldNotContain(Code);
        await world.Trouble.EndAsync();

        await world.PassAsync(TimeSpan.FromMinutes(1), s_step);

        await world.InvitationHoldsAsync(meeting, blocks: 1);
    }

    private Task<TimeSpan> FailsAsync(string mailbox, bool isTold) => Deadline.WaitAsync(() => FailsNowAsync(mailbox, isTold));

    private async Task<string?> FailsNowAsync(string mailbox, bool isTold) =>
        (await world.FindingsAsync(mailbox)).Contains(Code) == isTold ? null : isTold ? "Nothing is told to fail." : "Something still fails.";
}
