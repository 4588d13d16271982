using HybridCalendar.Connector.Booking;
using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Connector.Tests.Booking;

/// <summary>A room that another meeting leaves while this one is booked.</summary>
public sealed class FreedRoomTests : IAsyncLifetime
{
    private TmsSite _site = null!;
    private IServiceProvider _connector = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await TmsSite.StartAsync();
        _connector = _site.Connector();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_in_the_way_and_went_while_it_was_looked_for_does_not_make_a_meeting_wait(bool isSeries)
    {
        var other = (isSeries ? Meetings.Weekly(3) : Meetings.Single()) with { MeetingId = "other" };
        (await TmsSite.DoAsync(_connector, other)).Outcome.ShouldBe(ConferenceOutcome.Booked);
        var booker = Booker(async () => (await TmsSite.DoAsync(_connector, other with { Kind = ConferenceRequestKind.Cancel })).Outcome.ShouldBe(ConferenceOutcome.Cancelled));

        var answer = await booker.DoAsync(isSeries ? Meetings.Weekly(3) : Meetings.Single(), TestContext.Current.CancellationToken);

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        (await _site.HeldAsync()).Select(held => held.Status).ShouldBe(Enumerable.Repeat("Pending", isSeries ? 3 : 1));
    }

    [Fact]
    public async Task What_goes_out_of_the_way_little_by_little_does_not_make_a_series_wait()
    {
        var other = Meetings.Weekly(3) with { MeetingId = "other" };
        var booked = await TmsSite.DoAsync(_connector, other);
        Task Leave(ConferenceRequest request) => TmsSite.DoAsync(_connector, request.After(booked));
        static Task Nothing() => Task.CompletedTask;
        // It looks at its own occurrences and at what is in their way; then, once more, at what it has and at both again.
        var booker = Booker(() => Leave(other with { Cancellations = [other.Start.Date] }), Nothing, Nothing, () => Leave(other with { Kind = ConferenceRequestKind.Cancel }));

        var answer = await booker.DoAsync(Meetings.Weekly(3), TestContext.Current.CancellationToken);

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        (await _site.HeldAsync()).Select(held => held.Status).ShouldBe(["Pending", "Pending", "Pending"]);
    }

    [Fact]
    public async Task Where_ports_are_short_it_is_tried_once_more_and_then_waits()
    {
        _site.Tms.BridgePorts = 1;

        var answer = await Booker(() => Task.CompletedTask).DoAsync(Meetings.Single(), TestContext.Current.CancellationToken);

        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.NoPorts));
        (await _site.CallsAsync("SaveConferenceWithMode")).ShouldBe(2);
    }

    private ConferenceBooker Booker(params Func<Task>[] meanwhile) => new(
        new TmsWithMeanwhile(_connector.GetRequiredService<ITmsBooking>(), meanwhile), _connector.GetRequiredService<OwnerDirectory>(), _connector.GetRequiredService<TmsOptions>(),
        _connector.GetRequiredService<RefusedRooms>(), new Random(1), _site.Clock);
}
