using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Graph.Tokens;

namespace HybridCalendar.EndToEnd.Tests.Faults;

/// <summary>
/// Whatever Graph does, or does not do, devices and invitations come to be as the calendars say: within the reconcile period when it
/// says nothing, soon after a fault has ended otherwise. Nobody asks the product to look.
/// </summary>
public sealed class LevelTriggeredTests(MovableWorld world) : IClassFixture<MovableWorld>, IAsyncLifetime
{
    private const string Words = "<p>Bring the plans.</p>";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await world.Trouble.EndAsync();

    [Theory]
    [InlineData("loseNotification")]
    [InlineData("duplicateNotification")]
    [InlineData("createdAndUpdated")]
    [InlineData("delayNotification")]
    [InlineData("reorderNotification")]
    [InlineData("notificationWithoutId")]
    [InlineData("notificationWithoutEvent")]
    [InlineData("malformedNotification")]
    public async Task Notifications_may_misbehave_without_end(string kind)
    {
        var day = await BeginAsync();
        await world.Trouble.GraphAsync(kind, delayMs: 90_000, probability: kind == "reorderNotification" ? 0.5 : 1, seed: 5);
        await EditAsync(day);
        (await world.Trouble.GraphStrikesAsync()).ShouldBePositive();
        if (kind == "loseNotification")
            world.BookingAt(SandboxWorld.Rila, day.Made!.Draft.Start).ShouldBeNull("nobody could know of it");

        await world.PassAsync(MovableWorld.Period);

        await EndsRightAsync(day);
    }

    [Fact]
    public async Task Subscriptions_that_vanish_without_a_word_are_noticed_and_made_anew()
    {
        var day = await BeginAsync();
        await world.Trouble.GraphAsync("vanishSubscription");
        await EditAsync(day);
        (await world.Trouble.SubscriptionsAsync(SandboxWorld.Rila.Address)).ShouldBeEmpty();
        await world.Trouble.EndAsync();

        // A look notices by a change that nobody told, and gives Graph some minutes to tell it: of Boris' there was only a cancellation.
        await world.PassAsync(MovableWorld.Period + TimeSpan.FromMinutes(4));

        await EndsRightAsync(day);
        foreach (var mailbox in (string[])[SandboxWorld.Anna.Address, SandboxWorld.Boris.Address, SandboxWorld.Rila.Address, SandboxWorld.Pirin.Address])
            await Deadline.WaitAsync(async () => (await world.Trouble.SubscriptionsAsync(mailbox)).Count == 1 ? null : "A mailbox has no subscription.");
        var heard = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));
        await world.DevicesAreRightAsync();
        await world.InvitationHoldsAsync(heard, blocks: 1);
    }

    [Theory]
    [InlineData("throttle", "GET", null, 40)]
    [InlineData("throttle", "GET", null, null)]
    [InlineData("unavailable", "GET", null, 40)]
    [InlineData("gatewayTimeout", "GET", null, null)]
    [InlineData("infinitePages", null, "calendarView", null)]
    [InlineData("throttle", "PATCH", "events", 40)]
    [InlineData("unavailable", "PATCH", "events", null)]
    [InlineData("preconditionFailed", "PATCH", "events", null)]
    [InlineData("lostAnswer", "PATCH", "events", null)]
    public async Task Calls_may_fail_for_a_while(string kind, string? method, string? path, int? retryAfterSeconds)
    {
        var day = await BeginAsync();
        await world.Trouble.GraphAsync(kind, method: method, path: path, retryAfterSeconds: retryAfterSeconds, app: AppRegistration.Product().ClientId);
        await EditAsync(day);
        await Deadline.WaitAsync(async () => await world.Trouble.GraphStrikesAsync() > 0 ? null : "No call failed.");
        await world.PassAsync(TimeSpan.FromMinutes(1));
        await world.Trouble.EndAsync();

        await world.PassAsync(TimeSpan.FromMinutes(2));

        await EndsRightAsync(day);
    }

    [Theory]
    [InlineData("missed")]
    [InlineData("subscriptionRemoved")]
    [InlineData("reauthorizationRequired")]
    public async Task Graph_may_say_that_something_was_lost(string lifecycleEvent)
    {
        var day = await BeginAsync();
        await world.Trouble.GraphAsync("loseNotification");
        await EditAsync(day);
        foreach (var mailbox in (string[])[SandboxWorld.Anna.Address, SandboxWorld.Rila.Address, SandboxWorld.Pirin.Address])
            await world.Trouble.LifecycleAsync((await world.Trouble.SubscriptionsAsync(mailbox)).Single(), lifecycleEvent, pause: lifecycleEvent == "reauthorizationRequired");
        // Nothing was said to be lost: the next look finds it.
        if (lifecycleEvent == "reauthorizationRequired")
            await world.PassAsync(MovableWorld.Period);

        await EndsRightAsync(day);
    }

    [Fact]
    public async Task Handshakes_that_time_out_are_repeated()
    {
        var old = (await world.Trouble.SubscriptionsAsync(SandboxWorld.Pirin.Address)).Single();
        await world.Trouble.GraphAsync("validationTimeout", count: 3);
        await world.Trouble.LifecycleAsync(old, "subscriptionRemoved");
        await Deadline.WaitAsync(async () => await world.Trouble.GraphStrikesAsync() > 0 ? null : "No handshake failed.");

        await world.PassAsync(TimeSpan.FromMinutes(2));

        await Deadline.WaitAsync(async () => (await world.Trouble.SubscriptionsAsync(SandboxWorld.Pirin.Address)).Count == 1 ? null : "The room has no subscription.");
        await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Pirin));
        await world.DevicesAreRightAsync();
    }

    [Fact]
    public async Task What_delta_does_wrong_cannot_happen_as_delta_is_not_read()
    {
        foreach (var kind in (string[])["syncStateNotFound", "infiniteDelta", "missingRemoved"])
            await world.Trouble.GraphAsync(kind);
        var day = await BeginAsync();
        await EditAsync(day);
        await world.PassAsync(MovableWorld.Period);

        await EndsRightAsync(day);
        (await world.Trouble.GraphStrikesAsync()).ShouldBe(0);
        (await world.Trouble.CallsAsync("GET users/*/calendarView/delta")).ShouldBe(0);
        (await world.Trouble.CallsAsync("GET users/*/calendarView")).ShouldBePositive();
    }

    [Fact]
    public async Task A_series_may_be_told_without_its_exceptions()
    {
        var series = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila, SandboxWorld.Pirin) with { Weeks = 4 });
        var start = series.Draft.Start;
        await world.InvitationHoldsAsync(series, blocks: 1);
        var occurrences = await world.Outlook.ReadOccurrencesAsync(series);
        await world.Outlook.ChangeAsync(occurrences[1], new { location = new { displayName = "@webex:onetime" } });
        await Deadline.WaitAsync(async () => (await world.Trouble.WebexMeetingsAsync(series.Draft.Subject)).Count == 1 ? null : "The first exception has no Webex meeting.");
        await world.Trouble.GraphAsync("missingExceptions");

        // One is new, one is known, and one asks for nothing of its own.
        await world.Outlook.ChangeAsync(occurrences[2], new { subject = "Apart", location = new { displayName = "@webex:onetime" } });
        await world.Outlook.ChangeAsync(occurrences[3], new { attendees = Draft.Attendees([SandboxWorld.Rila]) });

        var first = (await world.Trouble.WebexMeetingsAsync(series.Draft.Subject)).ShouldHaveSingleItem().GetProperty("sipAddress").GetString();
        await Deadline.WaitAsync(async () => (await world.Trouble.WebexMeetingsAsync("Apart")).Count == 1 ? null : "The second exception has no Webex meeting.");
        var second = (await world.Trouble.WebexMeetingsAsync("Apart"))[0].GetProperty("sipAddress").GetString();
        foreach (var (week, number) in new[] { (0, "anna@"), (1, first), (2, second), (3, "anna@") })
            await world.DeviceShowsAsync(SandboxWorld.Rila, start.AddDays(7 * week), number);
        foreach (var occurrence in (Invitation[])[occurrences[1], occurrences[2], series])
            await world.InvitationHoldsAsync(occurrence, blocks: 1);
        await world.DevicesAreRightAsync();
        (await world.Trouble.GraphStrikesAsync()).ShouldBePositive();
        await Deadline.WaitAsync(async () =>
            (await world.ReportAsync(series)).GetProperty("rooms").EnumerateArray().Single(room => room.GetProperty("room").GetString() == SandboxWorld.Pirin.Address)
                .GetProperty("leftOut").EnumerateArray().ToList() is [var left] && left.GetProperty("start").GetDateTimeOffset() == start.AddDays(21)
                ? null
                : "The report does not tell of the occurrence that Pirin is not invited to.");

        await world.PassAsync(MovableWorld.Period);

        (await world.Trouble.WebexMeetingsAsync(series.Draft.Subject)).ShouldHaveSingleItem().GetProperty("sipAddress").GetString().ShouldBe(first);
        await world.DeviceShowsAsync(SandboxWorld.Rila, start.AddDays(7), first);
        await world.DevicesAreRightAsync();
    }

    /// <summary>A series and a meeting that everybody knows.</summary>
    private async Task<Day> BeginAsync()
    {
        var series = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila) with { Weeks = 3 });
        var doomed = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Pirin));
        await world.DevicesAreRightAsync();
        await world.InvitationHoldsAsync(series, blocks: 1);
        await world.WorkIsDoneAsync(series);
        await world.WorkIsDoneAsync(doomed);
        return new Day(series, doomed);
    }

    /// <summary>One is made, one cancelled, one gets another text, an occurrence is moved and one is cancelled: Graph tells of the master only.</summary>
    private async Task EditAsync(Day day)
    {
        day.Made = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila, SandboxWorld.Pirin));
        var occurrences = await world.Outlook.ReadOccurrencesAsync(day.Series);
        await world.Outlook.ChangeAsync(occurrences[1], new { start = Draft.Time(day.MovedTo), end = Draft.Time(day.MovedTo.AddMinutes(30)) });
        await world.Outlook.CancelAsync(occurrences[2]);
        await world.Outlook.ChangeAsync(day.Made, new { body = new { contentType = "html", content = day.Made.Draft.Html + Words } });
        await world.Outlook.CancelAsync(day.Doomed);
        await Deadline.WaitAsync(() =>
            !world.HasAccepted(SandboxWorld.Rila, day.Made) || !world.HasAccepted(SandboxWorld.Pirin, day.Made) ? "The rooms have not answered."
            : world.HasAccepted(SandboxWorld.Pirin, day.Doomed) ? "The cancellation has not come to the room."
            : world.OccurrencesOf(day.Series, SandboxWorld.Rila).SequenceEqual([day.Series.Draft.Start, day.MovedTo]) ? null : "The series' changes have not come to the room.");
    }

    private async Task EndsRightAsync(Day day)
    {
        await world.DevicesAreRightAsync();
        await world.InvitationHoldsAsync(day.Made!, blocks: 1, words: Words);
        await world.WorkIsDoneAsync(day.Made!);
        await world.InvitationHoldsAsync(day.Series, blocks: 1);
        await world.DevicesAreRightAsync();
        foreach (var start in (DateTimeOffset[])[day.Series.Draft.Start, day.MovedTo, day.Made!.Draft.Start])
            world.BookingAt(SandboxWorld.Rila, start)!.Number.ShouldStartWith("anna@");
        foreach (var gone in (DateTimeOffset[])[day.Series.Draft.Start.AddDays(7), day.Series.Draft.Start.AddDays(14)])
            world.BookingAt(SandboxWorld.Rila, gone).ShouldBeNull();
        world.BookingAt(SandboxWorld.Pirin, day.Doomed.Draft.Start).ShouldBeNull();
    }

    private sealed record Day(Invitation Series, Invitation Doomed)
    {
        public Invitation? Made { get; set; }

        public DateTimeOffset MovedTo { get; } = Series.Draft.Start.AddDays(7).AddMinutes(15);
    }
}
