using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Domain.Conferences;

namespace HybridCalendar.Connector.Tests.Booking;

/// <summary>TMS's list of users names organizers and tells their zones; meetings are booked without it too.</summary>
public sealed class OwnerListTests : IAsyncLifetime
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
    public async Task A_TMS_that_does_not_tell_its_users_is_booked_by_address_and_not_asked_for_them_by_each_meeting()
    {
        await _site.BreakAsync("DatabaseDown", "GetUsers");

        (await BookedAsync("first")).Notes.ShouldHaveSingleItem().ShouldContain("does not tell its users");
        var second = await BookedAsync("second");
        (second.Notes.Count, second.IsOwnerZoneUnknown).ShouldBe((1, true));
        (await _site.CallsAsync("GetUsers")).ShouldBe(0);
        (await _site.HeldAsync()).ShouldAllBe(held => held.Owner == @"CONTOSO\anna");

        _site.Clock.Advance(TimeSpan.FromMinutes(6));
        (await BookedAsync("third")).Notes.ShouldBeEmpty();
        (await _site.CallsAsync("GetUsers")).ShouldBe(1);
    }

    [Fact]
    public async Task A_list_of_users_that_takes_long_keeps_no_meeting_waiting()
    {
        await _site.BreakAsync("Delay", "GetUsers", delayMs: 3_600_000);
        var booking = BookedAsync("first");
        await UntilAsync(async () => await _site.StrikesAsync() == 1);
        _site.Clock.Advance(TimeSpan.FromSeconds(31));

        (await booking).Notes.ShouldHaveSingleItem().ShouldContain("does not tell its users");
    }

    [Fact]
    public async Task A_list_of_users_that_is_old_counts_until_there_is_a_newer_one()
    {
        await BookedAsync("first");
        _site.Clock.Advance(TimeSpan.FromHours(2));
        await _site.BreakAsync("DatabaseDown", "GetUsers", count: null);

        (await BookedAsync("second")).Notes.ShouldBeEmpty();
        await UntilAsync(async () => await _site.StrikesAsync() == 1);
        (await BookedAsync("third")).Notes.ShouldBeEmpty();
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
            await Task.Delay(20, deadline.Token);
    }

    private async Task<ConferenceAnswer> BookedAsync(string meetingId)
    {
        var answer = await TmsSite.DoAsync(_connector, Meetings.Single() with { MeetingId = meetingId, Rooms = [] });
        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        return answer;
    }
}
