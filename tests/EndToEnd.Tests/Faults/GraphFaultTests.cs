using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Faults;

/// <summary>Graph refuses, is away, or answers so that nobody can know what was done.</summary>
public sealed class GraphFaultTests(SmallWorld world) : IClassFixture<SmallWorld>, IAsyncLifetime
{
    private const int Some = 6;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await world.Trouble.EndAsync();

    [Theory]
    [InlineData("throttle")]
    [InlineData("unavailable")]
    [InlineData("gatewayTimeout")]
    public async Task Reads_that_fail_for_a_while_are_made_up_for(string kind)
    {
        await world.Trouble.GraphAsync(kind, method: "GET");
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila, SandboxWorld.Pirin));
        await Deadline.WaitAsync(async () => await world.Trouble.GraphStrikesAsync() >= Some ? null : "Too few reads failed.");
        await world.Trouble.EndAsync();

        await world.DevicesAreRightAsync(TimeSpan.FromSeconds(40));
        await world.InvitationHoldsAsync(meeting, blocks: 1);
    }

    [Theory]
    [InlineData("throttle")]
    [InlineData("unavailable")]
    [InlineData("preconditionFailed")]
    [InlineData("lostAnswer")]
    public async Task A_write_that_fails_leaves_one_block_and_the_persons_words(string kind)
    {
        await world.Trouble.GraphAsync(kind, method: "PATCH", count: 2);
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));

        // The button does not wait for the invitation.
        await world.DevicesAreRightAsync();
        await world.InvitationHoldsAsync(meeting, blocks: 1, deadline: TimeSpan.FromSeconds(40));
        await world.WorkIsDoneAsync(meeting);
        (await world.Trouble.GraphStrikesAsync()).ShouldBePositive();
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.DevicesAreRightAsync();
    }

    [Fact]
    public async Task Words_that_are_written_while_we_write_survive()
    {
        // Our write waits at Graph's door while the organizer saves.
        await world.Trouble.GraphAsync("delay", mailbox: SandboxWorld.Anna.Address, method: "PATCH", count: 1, delayMs: 1500);
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));
        await Deadline.WaitAsync(async () => await world.Trouble.GraphStrikesAsync() == 1 ? null : "We have not begun to write.");
        const string Words = "<p>Bring the numbers of last year.</p>";
        await world.Outlook.ChangeAsync(meeting, new { subject = "Numbers", body = new { contentType = "html", content = meeting.Draft.Html + Words } });
        (await world.Outlook.ReadBodyAsync(meeting)).ShouldNotContain("+~.~.");

        await world.InvitationHoldsAsync(meeting, blocks: 1, words: Words);
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.WorkIsDoneAsync(meeting);
        await world.InvitationHoldsAsync(meeting, blocks: 1, words: Words);
        await world.DevicesAreRightAsync();
        (await world.Outlook.ReadAsync(meeting)).GetProperty("subject").GetString().ShouldBe("Numbers");
    }

    [Fact]
    public async Task What_is_known_of_a_mailbox_is_told_while_Graph_hangs()
    {
        foreach (var (mailbox, told) in new[]
        {
            ($"workspaces/{SandboxWorld.Pirin.Address}", new[] { "", "/status", "/report", "/timeline" }), ($"users/{SandboxWorld.Boris.Address}", ["", "/status", "/timeline"]),
        })
        {
            // A read waits for half a minute at most, and a busy machine may take as long to tell.
            await Deadline.WaitAsync(async () => await IsToldMeanwhileAsync(mailbox, told) ? null : "What is known is told only when Graph has answered.", TimeSpan.FromMinutes(2));
        }
        await world.DevicesAreRightAsync();
    }

    [Fact]
    public async Task A_subscription_that_vanished_without_a_word_loses_nothing()
    {
        await world.Trouble.GraphAsync("vanishSubscription", mailbox: SandboxWorld.Pirin.Address, count: 1);
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "", SandboxWorld.Pirin));
        await Deadline.WaitAsync(() => world.HasAccepted(SandboxWorld.Pirin, meeting) ? null : "The room has not answered.");
        (await world.Trouble.SubscriptionsAsync(SandboxWorld.Pirin.Address)).ShouldBeEmpty();

        await world.ReconcileAsync(SandboxWorld.Pirin);

        await world.DevicesAreRightAsync();
    }

    /// <returns>Whether all of it is told while a read goes on, for which Graph hangs.</returns>
    private async Task<bool> IsToldMeanwhileAsync(string mailbox, string[] told)
    {
        await world.Trouble.GraphAsync("hold", mailbox: mailbox[(mailbox.IndexOf('/') + 1)..]);
        await ReadAgainAsync(mailbox);
        await Deadline.WaitAsync(async () => await world.Trouble.GraphStrikesAsync() > 0 ? null : "The mailbox is not being read.");
        // A call that changes something waits for its turn until the read is over.
        var next = ReadAgainAsync(mailbox);

        foreach (var part in told)
            await world.Admin.CallAsync(HttpMethod.Get, $"api/{mailbox}{part}");

        var isMeanwhile = !next.IsCompleted;
        await world.Trouble.EndAsync();
        await next;
        return isMeanwhile;
    }

    /// <summary>However it ends: one that Graph did not answer in time is refused.</summary>
    private async Task ReadAgainAsync(string mailbox)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/{mailbox}/reconcile");
        using var answer = await world.Admin.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
