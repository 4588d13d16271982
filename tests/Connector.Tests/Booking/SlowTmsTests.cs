using HybridCalendar.Connector.Booking;
using HybridCalendar.Connector.Requests;
using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using Microsoft.Extensions.DependencyInjection;
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

    [Fact]
    public async Task What_TMS_saves_after_the_connection_broke_is_not_saved_beside_that_and_found_when_it_is_asked_for_again()
    {
        await DoAsync(Meetings.Single() with { MeetingId = "other" });
        await _site.BreakAsync("Cut", "SaveConferenceWithMode", delayMs: 10 * 60_000);
        var meeting = Meetings.Single().At(15);

        var answer = await DoAsync(meeting);

        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.Unreachable));
        answer.AskAgainAt!.Value.ShouldBeGreaterThan(_site.Now + Duration.FromMinutes(10));
        (await _site.HeldAsync()).ShouldHaveSingleItem("TMS is still at it");
        await UntilHeldAsync(2);

        (await DoAsync(meeting.After(answer))).Outcome.ShouldBe(ConferenceOutcome.Booked);

        (await _site.HeldAsync()).Count.ShouldBe(2);
        (await _site.CallsAsync("SaveConferenceWithMode")).ShouldBe(2, "it was asked for once");
    }

    [Fact]
    public async Task What_TMS_saves_for_a_connector_that_was_killed_goes_with_the_second_cancellation_by_another_one()
    {
        await DoAsync(Meetings.Single() with { MeetingId = "other" });
        await _site.BreakAsync("Late", "SaveConferenceWithMode", delayMs: 5 * 60_000);
        var meeting = Meetings.Single().At(15);
        using var killed = new CancellationTokenSource();
        var lost = _connector.GetRequiredService<IRequestHandler>().HandleAsync(meeting.RequestId, ConferenceJson.Write(meeting), killed.Token);
        await UntilAsync(async () => await _site.StrikesAsync() == 1);
        await killed.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(lost);
        var other = _site.Connector();
        var cancel = meeting.After(await TmsSite.DoAsync(other, meeting)) with { Kind = ConferenceRequestKind.Cancel };
        (await TmsSite.DoAsync(other, cancel)).Outcome.ShouldBe(ConferenceOutcome.Cancelled);
        await UntilHeldAsync(2);

        (await TmsSite.DoAsync(other, cancel)).Outcome.ShouldBe(ConferenceOutcome.Cancelled);

        (await _site.HeldAsync()).ShouldHaveSingleItem().Key.ShouldBe("other");
    }

    [Fact]
    public async Task What_TMS_books_to_try_a_room_for_a_connector_that_was_killed_goes_with_the_next_try_for_whatever_meeting()
    {
        await DoAsync(Meetings.Single() with { MeetingId = "other" });
        await _site.BreakAsync("Late", "SaveConferenceWithMode", delayMs: 60_000);
        using var killed = new CancellationTokenSource();
        var lost = Trial(_connector).CheckAsync([TmsSite.Vitosha], killed.Token);
        await UntilAsync(async () => await _site.StrikesAsync() == 1);
        await killed.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(lost);
        await UntilHeldAsync(2);

        _site.Clock.Advance(TimeSpan.FromHours(20));
        await Trial(_site.Connector()).CheckAsync([TmsSite.Vitosha], TestContext.Current.CancellationToken);

        (await _site.HeldAsync()).ShouldHaveSingleItem().Key.ShouldBe("other");
    }

    /// <summary>Lets time pass until TMS has done what it was at.</summary>
    private Task UntilHeldAsync(int count) => UntilAsync(async () =>
    {
        _site.Clock.Advance(TimeSpan.FromMinutes(2));
        return (await _site.HeldAsync()).Count == count;
    });

    private RoomTrial Trial(IServiceProvider connector) =>
        new(connector.GetRequiredService<ITmsBooking>(), connector.GetRequiredService<TmsOptions>(), connector.GetRequiredService<RefusedRooms>(), _site.Clock);

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
            await Task.Delay(20, deadline.Token);
    }

    private Task<ConferenceAnswer> DoAsync(ConferenceRequest request) => TmsSite.DoAsync(_connector, request);
}
