using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Gateway.Tests.Connectors;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Series;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Conferences;

/// <summary>Series and a TMS that is away for days, or for ever; each test has a gateway of its own, whose clock it moves.</summary>
public sealed class ConferenceOutageTests : IAsyncLifetime
{
    private readonly MovableGateway _world = new();
    private readonly ConnectorStandIn _connector;
    private readonly DateTimeOffset _now;

    public ConferenceOutageTests() => (_connector, _now) = (new ConnectorStandIn(_world.Gateway), _world.Time.GetUtcNow());

    public async ValueTask InitializeAsync()
    {
        await _world.InitializeAsync();
        await _connector.PrepareAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_cancellation_outlives_an_outage_of_TMS_that_is_longer_than_a_day()
    {
        var series = await SeeAsync(_now.AddDays(3));
        var asked = await _connector.NextAsync();
        await _connector.AnswerAsync(new ConferenceAnswer { RequestId = asked.RequestId, Outcome = ConferenceOutcome.Booked, Join = new ConferenceJoin { SipAddress = "8001@meet.contoso.example" } });
        await series.Removed();
        var cancel = await _connector.NextAsync();
        await _connector.AnswerAsync(new ConferenceAnswer
        {
            RequestId = cancel.RequestId, Outcome = ConferenceOutcome.RetryLater, AskAgainAt = Instant.FromDateTimeOffset(_now.AddHours(26)),
        });
        await _connector.MoreComesAsync(_world.Time, TimeSpan.FromHours(26));
        var again = await _connector.NextAsync();
        (again.Kind, again.MeetingId).ShouldBe((ConferenceRequestKind.Cancel, cancel.MeetingId));
        await series.Forget();
        (await series.GetTimeline()).Entries.ShouldNotBeEmpty();

        await _connector.AnswerAsync(new ConferenceAnswer { RequestId = again.RequestId, Outcome = ConferenceOutcome.Cancelled });
        await ForgottenAsync(series);
    }

    [Fact]
    public async Task What_came_due_while_the_gateway_was_down_is_asked_when_it_is_back()
    {
        await SeeAsync(_now.AddDays(3));
        var first = await _connector.NextAsync();
        await _connector.AnswerAsync(new ConferenceAnswer { RequestId = first.RequestId, Outcome = ConferenceOutcome.RetryLater });
        await _world.Gateway.RestartAsync(() => _world.Time.Advance(TimeSpan.FromMinutes(2)));
        // The clock stands still: what it waits for is not another tick.
        var second = await new ConnectorStandIn(_world.Gateway).NextAsync();
        (second.MeetingId, second.RequestId == first.RequestId).ShouldBe((first.MeetingId, false));
    }

    [Fact]
    public async Task A_meeting_that_ended_unanswered_is_forgotten_with_its_request()
    {
        var series = await SeeAsync(_now.AddHours(3));
        await _connector.NextAsync();
        (await WaitingAsync()).ShouldBe(1);
        _world.Time.Advance(TimeSpan.FromDays(4));
        await ForgottenAsync(series);
        (await WaitingAsync()).ShouldBe(0);
    }

    /// <summary>Steps that are under way are done first, and may be tried again.</summary>
    private async Task ForgottenAsync(IMeetingSeriesGrain series)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (true)
        {
            await series.Forget();
            if ((await series.GetTimeline()).Entries.IsEmpty)
                return;
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, deadline.Token);
        }
    }

    private async Task<int> WaitingAsync() =>
        (await _world.Gateway.Grains.GetGrain<IConnectorPoolGrain>(GrainKeys.ConnectorPool("main")).GetStatus()).Waiting;

    private async Task<IMeetingSeriesGrain> SeeAsync(DateTimeOffset start)
    {
        var series = _world.Gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series("outage"));
        await series.Saw(new MeetingSighting
        {
            ICalUId = "outage", Organizer = "anna@contoso.example", EventId = "event", Subject = "Plan", Start = start, End = start.AddHours(1), LastEnd = start.AddHours(1),
            Keyword = Keyword.Meet, Rooms = ["vitosha@contoso.example"],
        });
        return series;
    }
}
