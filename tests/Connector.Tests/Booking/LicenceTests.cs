using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Domain.Conferences;
using NodaTime;

namespace HybridCalendar.Connector.Tests.Booking;

/// <summary>TMS deletes a conference that is edited where licences are short: a room without one must cost its meeting nothing.</summary>
public sealed class LicenceTests : IAsyncLifetime
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
    [InlineData((long)TmsSite.Rila)]
    [InlineData((long)TmsSite.Rila, (long)TmsSite.Vitosha)]
    public async Task A_room_without_a_licence_is_asked_for_again_and_again_and_its_meeting_keeps_its_address_also_while_it_runs(params long[] rooms)
    {
        await GiveLicenceAsync(TmsSite.Vitosha);
        var meeting = Meetings.Daily(3) with { Rooms = rooms };
        var answer = await DoAsync(meeting);
        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.RoomNotAllowed));
        var address = answer.Join!.SipAddress;

        MoveTo(new DateTimeOffset(2026, 5, 5, 6, 0, 0, TimeSpan.Zero));
        await ShouldStayAsync(["Pending", "Pending", "Pending"]);
        // Half past ten in Sofia.
        MoveTo(new DateTimeOffset(2026, 5, 6, 7, 30, 0, TimeSpan.Zero));
        await ShouldStayAsync(["Ongoing", "Pending", "Pending"]);
        answer.Kept.ShouldBeEmpty("the series was not touched");

        async Task ShouldStayAsync(string[] statuses)
        {
            answer = await DoAsync(meeting.After(answer));
            (answer.Outcome, answer.Reason, answer.Join!.SipAddress).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.RoomNotAllowed, address));
            var held = await HeldAsync();
            held.Select(one => (one.Status, one.Address)).ShouldBe(statuses.Select(status => (status, address)));
            held.ShouldAllBe(one => !one.Systems.Contains(TmsSite.Rila));
        }
    }

    [Fact]
    public async Task A_room_without_a_licence_that_is_added_to_a_meeting_or_to_an_occurrence_costs_neither()
    {
        await GiveLicenceAsync(TmsSite.Vitosha);
        var meeting = Meetings.Daily(3) with { Rooms = [TmsSite.Vitosha] };
        var booked = await DoAsync(meeting);
        booked.Outcome.ShouldBe(ConferenceOutcome.Booked, booked.Text);

        var added = await DoAsync(meeting.After(booked) with { Title = "Edited", Exceptions = [Second(TmsSite.Rila)] });
        (added.Reason, added.Join!.SipAddress).ShouldBe((ConferenceReason.RoomNotAllowed, booked.Join!.SipAddress));
        (await HeldAsync()).Select(one => (one.Title, one.Address)).ShouldBe(Enumerable.Repeat(("Edited", booked.Join.SipAddress), 3));

        added = await DoAsync(meeting.After(added) with { Title = "Edited", Rooms = [TmsSite.Rila, TmsSite.Vitosha], Exceptions = [Second(TmsSite.Vitosha)] });
        (added.Reason, added.Join!.SipAddress).ShouldBe((ConferenceReason.RoomNotAllowed, booked.Join.SipAddress));
        (await HeldAsync()).Select(one => (one.Title, one.Systems.Single())).ShouldBe(Enumerable.Repeat(("Edited", TmsSite.Vitosha), 3));
    }

    [Fact]
    public async Task A_room_for_which_no_licence_is_left_is_named_and_booked_when_there_is_one()
    {
        (_site.Tms.IntegrationPackage, _site.Tms.SystemLicences) = (false, 1);
        (await DoAsync(Meetings.Single())).Outcome.ShouldBe(ConferenceOutcome.Booked);

        var both = Meetings.Single().At(15) with { MeetingId = "both", Rooms = [TmsSite.Rila, TmsSite.Vitosha] };
        var answer = await DoAsync(both);
        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.RoomNotAllowed));
        answer.Text.ShouldSatisfyAllConditions(text => text.ShouldContain("the system 67"), text => text.ShouldContain("L-TMS-MSEX-25"), text => text.ShouldContain("Allow Bookings"));
        answer.Join.ShouldNotBeNull();
        (await BothAsync()).Systems.ShouldBe([TmsSite.Rila]);

        answer = await DoAsync(both.After(answer) with { Title = "Edited" });
        (await BothAsync()).Title.ShouldBe("Edited");

        _site.Tms.SystemLicences = 2;
        (await DoAsync(both.After(answer))).Outcome.ShouldBe(ConferenceOutcome.Booked);
        (await BothAsync()).Systems.ShouldBe([TmsSite.Rila, TmsSite.Vitosha], ignoreOrder: true);

        async Task<Held> BothAsync() => (await _site.HeldAsync()).Single(held => held.Key.StartsWith("both", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_conference_that_an_edit_without_licence_cost_is_booked_again_at_once()
    {
        var answer = await DoAsync(Meetings.Single());
        await _site.BreakAsync("LicenceExhausted");

        answer = await DoAsync(Meetings.Single().After(answer) with { Title = "Edited" });

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        (await HeldAsync()).ShouldHaveSingleItem().Title.ShouldBe("Edited");
        (await _site.CallsAsync("DeleteConferenceByExternalId")).ShouldBe(1, "nothing but the trial of the room is taken out");
    }

    [Fact]
    public async Task Where_an_administrator_took_a_licence_away_the_meeting_goes_on_without_its_only_room()
    {
        (_site.Tms.IntegrationPackage, _site.Tms.SystemLicences) = (false, 1);
        var answer = await DoAsync(Meetings.Single());
        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        _site.World.Systems.Put(_site.World.Systems.Find(TmsSite.Rila)! with { AllowRemoteBookings = false });
        _site.World.Systems.Put(_site.World.Systems.Find(TmsSite.Vitosha)! with { AllowRemoteBookings = true });

        answer = await DoAsync(Meetings.Single().After(answer) with { Title = "Edited" });

        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.Licence));
        var held = (await HeldAsync()).ShouldHaveSingleItem();
        (held.Title, held.Address).ShouldBe(("Edited", answer.Join!.SipAddress));
        held.Systems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_meeting_without_a_room_that_is_refused_is_looked_at_again_when_the_address_of_its_next_part_holds()
    {
        _site.World.Systems.Put(_site.World.Systems.Find(TmsSite.Vitosha)! with { AllowBookings = false });
        var meeting = Meetings.Daily(count: 0) with { Rooms = [TmsSite.Rila, TmsSite.Vitosha] };
        var answer = await DoAsync(meeting);
        (answer.Reason, answer.Parts.Count).ShouldBe((ConferenceReason.RoomNotAllowed, 2));

        // The hundredth day, which is the last of the first part.
        MoveTo(new DateTimeOffset(2026, 8, 13, 7, 30, 0, TimeSpan.Zero));
        answer = await DoAsync(meeting.After(answer));

        (answer.Outcome, answer.AskAgainAt).ShouldBe((ConferenceOutcome.RetryLater, Instant.FromUtc(2026, 8, 13, 8, 0)), answer.Text);
    }

    /// <summary>The second occurrence, in a room of its own.</summary>
    private static ConferenceException Second(long room)
    {
        var slot = new LocalDate(2026, 5, 7);
        return new ConferenceException(slot, slot.At(new LocalTime(10, 0)), slot.At(new LocalTime(11, 0))) { Rooms = [room] };
    }

    /// <summary>TMS has one licence, and a system has it.</summary>
    private async Task GiveLicenceAsync(int system)
    {
        (_site.Tms.IntegrationPackage, _site.Tms.SystemLicences) = (false, 1);
        var other = Meetings.Single() with { MeetingId = "other", Rooms = [system], Start = new LocalDateTime(2026, 5, 5, 8, 0), End = new LocalDateTime(2026, 5, 5, 8, 30) };
        (await DoAsync(other)).Outcome.ShouldBe(ConferenceOutcome.Booked);
    }

    /// <summary>In the order of time.</summary>
    private async Task<IReadOnlyList<Held>> HeldAsync() => [.. (await _site.HeldAsync()).Where(held => held.Key != "other").OrderBy(held => held.Start)];

    private void MoveTo(DateTimeOffset time) => _site.Clock.Advance(time - _site.Clock.GetUtcNow());

    private Task<ConferenceAnswer> DoAsync(ConferenceRequest request) => TmsSite.DoAsync(_connector, request);
}
