using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Domain.Conferences;
using NodaTime;

namespace HybridCalendar.Connector.Tests.Booking;

/// <summary>TMS goes on with what it was asked although nobody waits for its answer any more.</summary>
public sealed class SlowTmsTests : IAsyncLifetime
{
    private TmsSite _site = null!;
    private IServiceProvider _connector = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await TmsSite.StartAsync();
        _connector = _site.Connector();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task What_TMS_saves_when_it_was_given_up_is_not_saved_beside_that_and_is_taken_back_when_it_is_asked_for_once_more()
    {
        // It brings the licence session, without which a call is refused before anything is done.
        await DoAsync(Meetings.Single() with { MeetingId = "other" });
        await _site.BreakAsync("Late", "SaveConferenceWithMode", delayMs: 20 * 60_000);
        var meeting = Meetings.Single().At(15);
        var booking = DoAsync(meeting);
        await UntilAsync(async () => await _site.StrikesAsync() == 1);
        _site.Clock.Advance(TimeSpan.FromMinutes(6));
        var answer = await booking;
        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.Unreachable));
        answer.AskAgainAt!.Value.ShouldBeGreaterThan(_site.Now + Duration.FromMinutes(10));

        var cancel = meeting.After(answer) with { Kind = ConferenceRequestKind.Cancel };
        (await DoAsync(cancel)).Outcome.ShouldBe(ConferenceOutcome.Cancelled);
        _site.Clock.Advance(TimeSpan.FromMinutes(14));
        await UntilAsync(async () => (await _site.HeldAsync()).Count == 2);
        (await _site.CallsAsync("SaveConferenceWithMode")).ShouldBe(2, "it was asked for once");

        (await DoAsync(cancel)).Outcome.ShouldBe(ConferenceOutcome.Cancelled);
        (await _site.HeldAsync()).ShouldHaveSingleItem().Key.ShouldBe("other");
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
            await Task.Delay(20, deadline.Token);
    }

    private Task<ConferenceAnswer> DoAsync(ConferenceRequest request) => TmsSite.DoAsync(_connector, request);
}
