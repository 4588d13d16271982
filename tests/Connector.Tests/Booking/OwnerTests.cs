using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Domain.Conferences;
using NodaTime;

namespace HybridCalendar.Connector.Tests.Booking;

/// <summary>Series of organizers who are no users of TMS: its account created everything, so its list is not asked for.</summary>
public sealed class OwnerTests : IAsyncLifetime
{
    private static readonly ConferenceOwner s_stranger = new("stranger@contoso.example", "A Stranger", "");
    private TmsSite _site = null!;
    private IServiceProvider _connector = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await TmsSite.StartAsync();
        _site.Tms.CreatesOwners = false;
        _connector = _site.Connector();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_series_that_the_account_owns_is_found_in_its_rooms_and_not_among_the_organizations_conferences()
    {
        var weekly = Meetings.Weekly(4) with { Owner = s_stranger };
        var answer = await BookedAsync(weekly);
        _site.Clock.Advance(new DateTimeOffset(2026, 5, 6, 7, 30, 0, TimeSpan.Zero) - _site.Clock.GetUtcNow());

        answer = await BookedAsync(weekly.After(answer).At(14));
        (await StartsAsync()).ShouldBe(["05-06 07:00 Ongoing", "05-13 11:00 Pending", "05-20 11:00 Pending", "05-27 11:00 Pending"]);
        answer = await DoAsync(weekly.After(answer).At(14) with { Kind = ConferenceRequestKind.Cancel });

        answer.Outcome.ShouldBe(ConferenceOutcome.Cancelled, answer.Text);
        (await StartsAsync()).ShouldBe(["05-06 07:00 Ongoing"]);
        (await _site.CallsAsync("GetConferencesForUser")).ShouldBe(0);
    }

    [Fact]
    public async Task A_cancelled_occurrence_goes_though_its_room_was_its_own()
    {
        var slot = new LocalDate(2026, 5, 20);
        var weekly = Meetings.Weekly(4) with { Owner = s_stranger };
        var elsewhere = weekly with { Exceptions = [new ConferenceException(slot, slot.At(new LocalTime(10, 0)), slot.At(new LocalTime(11, 0))) { Rooms = [TmsSite.Vitosha] }] };
        var answer = await BookedAsync(elsewhere);
        (await _site.HeldAsync()).Count.ShouldBe(4);

        await BookedAsync(weekly.After(answer) with { Cancellations = [slot] });

        (await StartsAsync()).ShouldBe(["05-06 07:00 Pending", "05-13 07:00 Pending", "05-27 07:00 Pending"]);
    }

    [Fact]
    public async Task A_series_with_a_cancelled_occurrence_is_not_saved_again_by_requests_that_change_nothing()
    {
        var slot = new LocalDate(2026, 5, 20);
        var weekly = Meetings.Weekly(4) with { Owner = s_stranger };
        var elsewhere = weekly with { Exceptions = [new ConferenceException(slot, slot.At(new LocalTime(10, 0)), slot.At(new LocalTime(11, 0))) { Rooms = [TmsSite.Vitosha] }] };
        var answer = await BookedAsync(elsewhere);
        var less = weekly with { Cancellations = [slot] };

        for (var request = 0; request < 3; request++)
            answer = await BookedAsync(less.After(answer));
        (await _site.CallsAsync("SaveConferenceWithMode")).ShouldBe(2, "the room of the occurrence is known; it was tried by itself first");

        // What an earlier version of the connector booked, and did not tell.
        for (var request = 0; request < 3; request++)
            answer = await BookedAsync(less.After(request > 0 ? answer : answer with { Parts = [answer.Parts[0] with { Systems = null }] }));
        (await _site.CallsAsync("SaveConferenceWithMode")).ShouldBe(3, "once it is known it stays so");
        (await StartsAsync()).ShouldBe(["05-06 07:00 Pending", "05-13 07:00 Pending", "05-27 07:00 Pending"]);
    }

    [Fact]
    public async Task Of_a_series_that_is_cancelled_while_an_instance_runs_the_occurrences_in_rooms_of_their_own_go_too()
    {
        var slot = new LocalDate(2026, 5, 20);
        var weekly = Meetings.Weekly(4) with { Owner = s_stranger };
        var elsewhere = weekly with { Exceptions = [new ConferenceException(slot, slot.At(new LocalTime(10, 0)), slot.At(new LocalTime(11, 0))) { Rooms = [TmsSite.Vitosha] }] };
        var answer = await BookedAsync(elsewhere);
        _site.Clock.Advance(new DateTimeOffset(2026, 5, 6, 7, 30, 0, TimeSpan.Zero) - _site.Clock.GetUtcNow());

        await DoAsync(weekly.After(answer) with { Kind = ConferenceRequestKind.Cancel });

        (await StartsAsync()).ShouldBe(["05-06 07:00 Ongoing"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_series_of_which_systems_were_taken_out_of_TMS_is_changed_and_cancelled(bool isOneLeft)
    {
        var weekly = Meetings.Weekly(4) with { Owner = s_stranger, Rooms = [TmsSite.Rila, TmsSite.Vitosha] };
        var answer = await BookedAsync(weekly);
        _site.World.Systems.Remove(TmsSite.Vitosha);
        if (!isOneLeft)
            _site.World.Systems.Remove(TmsSite.Rila);

        answer = await DoAsync(weekly.After(answer).At(14));
        (await StartsAsync()).ShouldBe(["05-06 11:00 Pending", "05-13 11:00 Pending", "05-20 11:00 Pending", "05-27 11:00 Pending"], answer.Text);

        (await DoAsync(weekly.After(answer).At(14) with { Kind = ConferenceRequestKind.Cancel })).Outcome.ShouldBe(ConferenceOutcome.Cancelled);
        (await _site.HeldAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_series_without_rooms_follows_its_edits_though_the_account_owns_it()
    {
        var weekly = Meetings.Weekly(4) with { Owner = s_stranger, Rooms = [] };
        var answer = await BookedAsync(weekly);

        answer = await BookedAsync(weekly.After(answer) with { Cancellations = [new LocalDate(2026, 5, 20)] });

        (await StartsAsync()).ShouldBe(["05-06 07:00 Pending", "05-13 07:00 Pending", "05-27 07:00 Pending"]);
        (await _site.CallsAsync("SaveConferenceWithMode")).ShouldBe(1, "what is there is known");
        (await DoAsync(weekly.After(answer) with { Kind = ConferenceRequestKind.Cancel })).Outcome.ShouldBe(ConferenceOutcome.Cancelled);
        (await _site.HeldAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_series_whose_owner_was_deleted_in_TMS_is_changed_and_cancelled_all_the_same(bool inRoom)
    {
        var weekly = Meetings.Weekly(4) with { Rooms = inRoom ? [TmsSite.Rila] : [] };
        var answer = await BookedAsync(weekly);
        (await _site.HeldAsync()).ShouldAllBe(held => held.Owner == @"CONTOSO\anna");
        _site.World.Users.Remove("anna");

        answer = await BookedAsync(weekly.After(answer).At(14) with { Title = "Other plans" });

        answer.Notes.ShouldHaveSingleItem().ShouldContain("the connector's account owns the conference");
        (await _site.HeldAsync()).Select(held => (held.Title, held.Owner)).Distinct().ShouldBe([("Other plans", @"CONTOSO\connector")]);
        (await DoAsync(weekly.After(answer) with { Kind = ConferenceRequestKind.Cancel })).Outcome.ShouldBe(ConferenceOutcome.Cancelled);
        (await _site.HeldAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_series_whose_owner_was_deleted_in_TMS_is_cancelled_and_looked_at()
    {
        var answer = await BookedAsync(Meetings.Weekly(4));
        _site.World.Users.Remove("anna");

        (await DoAsync(Meetings.Weekly(4).After(answer) with { Kind = ConferenceRequestKind.Look })).Outcome.ShouldBe(ConferenceOutcome.Booked);
        (await DoAsync(Meetings.Weekly(4).After(answer) with { Kind = ConferenceRequestKind.Cancel })).Outcome.ShouldBe(ConferenceOutcome.Cancelled);
        (await _site.HeldAsync()).ShouldBeEmpty();
    }

    private async Task<ConferenceAnswer> BookedAsync(ConferenceRequest request)
    {
        var answer = await DoAsync(request);
        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        return answer;
    }

    private Task<ConferenceAnswer> DoAsync(ConferenceRequest request) => TmsSite.DoAsync(_connector, request);

    private async Task<IEnumerable<string>> StartsAsync() =>
        (await _site.HeldAsync()).Select(held => FormattableString.Invariant($"{held.Start:MM-dd HH:mm} {held.Status}")).Order(StringComparer.Ordinal);
}
