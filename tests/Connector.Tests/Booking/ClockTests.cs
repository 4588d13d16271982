using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Booking;
using HybridCalendar.Connector.Link;
using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HybridCalendar.Connector.Tests.Booking;

/// <summary>TMS's clock decides what runs, at the moment at which it is asked to take something out.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    /// <summary>Ten in Sofia, when the first instance starts.</summary>
    private static readonly DateTimeOffset s_start = new(2026, 5, 6, 7, 0, 0, TimeSpan.Zero);

    private static readonly ConferenceRequest s_daily = Meetings.Daily(4);
    private TmsSite _site = null!;
    private ConferenceAnswer _booked = null!;

    private ConferenceRequest Cancel => s_daily.After(_booked) with { Kind = ConferenceRequestKind.Cancel };

    public async ValueTask InitializeAsync()
    {
        _site = await TmsSite.StartAsync();
        _booked = await TmsSite.DoAsync(_site.Connector(), s_daily);
        _booked.Outcome.ShouldBe(ConferenceOutcome.Booked, _booked.Text);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task An_instance_that_begins_while_its_series_is_cancelled_runs_to_its_end()
    {
        MoveTo(s_start.AddSeconds(-50));

        var answer = await DoAndBeginAsync(Cancel);

        answer.Outcome.ShouldBe(ConferenceOutcome.Cancelled);
        answer.Kept.ShouldHaveSingleItem().Slot.ShouldBe(new LocalDate(2026, 5, 6));
        (await StatusesAsync()).ShouldBe(["Ongoing"]);
    }

    [Fact]
    public async Task An_instance_that_begins_while_its_deletion_is_on_its_way_runs_to_its_end()
    {
        MoveTo(s_start.AddSeconds(-50));

        var answer = await DoAndBeginAsync(s_daily.After(_booked) with { Cancellations = [new LocalDate(2026, 5, 6)] });

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        answer.Kept.ShouldHaveSingleItem().Slot.ShouldBe(new LocalDate(2026, 5, 6));
        (await StatusesAsync()).ShouldBe(["Ongoing", "Pending", "Pending", "Pending"]);
    }

    [Fact]
    public async Task A_series_that_is_cancelled_just_before_an_instance_begins_leaves_nothing()
    {
        MoveTo(s_start.AddSeconds(-110));

        (await TmsSite.DoAsync(_site.Connector(), Cancel)).Outcome.ShouldBe(ConferenceOutcome.Cancelled);

        (await StatusesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-3, 1, true)]
    [InlineData(3, -1, false)]
    public async Task What_runs_by_TMSs_clock_stays_though_the_connectors_is_wrong_and_nothing_else(int minutesAhead, int minutesAfterStart, bool runs)
    {
        _site.ConnectorsAhead = TimeSpan.FromMinutes(minutesAhead);
        MoveTo(s_start.AddMinutes(minutesAfterStart));

        (await TmsSite.DoAsync(_site.Connector(), Cancel)).Outcome.ShouldBe(ConferenceOutcome.Cancelled);

        (await StatusesAsync()).ShouldBe(runs ? ["Ongoing"] : []);
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task Clocks_that_are_apart_are_an_alarm(int minutesAhead)
    {
        _site.ConnectorsAhead = TimeSpan.FromMinutes(minutesAhead);
        var connector = _site.Connector();
        await connector.GetRequiredService<TmsProbe>().LookAsync(TestContext.Current.CancellationToken);

        var alarm = connector.GetRequiredService<AlarmBoard>().Alarms.ShouldHaveSingleItem();

        (alarm.Code, alarm.Severity).ShouldBe(("clock", LinkSeverity.Warning));
        alarm.Text.ShouldContain("minutes apart: synchronize both");
    }

    /// <summary>TMS takes a minute and a half to list what it holds.</summary>
    private Task<ConferenceAnswer> DoAndBeginAsync(ConferenceRequest request)
    {
        var connector = _site.Connector();
        var tms = new TmsWithMeanwhile(connector.GetRequiredService<ITmsBooking>(), () =>
        {
            _site.Clock.Advance(TimeSpan.FromSeconds(90));
            return Task.CompletedTask;
        });
        var booker = new ConferenceBooker(
            tms, connector.GetRequiredService<OwnerDirectory>(), connector.GetRequiredService<TmsOptions>(), connector.GetRequiredService<RefusedRooms>(), new Random(1), _site.Clock);
        return booker.DoAsync(request, TestContext.Current.CancellationToken);
    }

    private void MoveTo(DateTimeOffset time) => _site.Clock.Advance(time - _site.Clock.GetUtcNow());

    private async Task<IEnumerable<string>> StatusesAsync() => (await _site.HeldAsync()).OrderBy(held => held.Start).Select(held => held.Status);
}
