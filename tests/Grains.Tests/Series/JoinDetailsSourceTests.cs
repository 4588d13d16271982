using HybridCalendar.Clients;
using HybridCalendar.Clients.Webex;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Series;
using NSubstitute;

namespace HybridCalendar.Grains.Tests.Series;

public sealed class JoinDetailsSourceTests
{
    private static readonly DateTimeOffset s_first = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task After_an_outage_a_series_is_made_from_an_occurrence_that_is_still_to_come()
    {
        var webex = Substitute.For<IWebexMeetings>();
        var time = Substitute.For<TimeProvider>();
        time.GetUtcNow().Returns(s_first.AddDays(10));
        var state = new SeriesState
        {
            Sighting = new MeetingSighting
            {
                ICalUId = "uid", Organizer = "anna@contoso.example", EventId = "event", Start = s_first, End = s_first.AddHours(1),
                IsRecurring = true, Recurrence = "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO", NextStart = s_first.AddDays(7),
            },
            Progress = SeriesProgress.None with { Action = KeywordAction.OneTimeMeeting },
        };

        await new JoinDetailsSource(webex, time).GetAsync(state, CancellationToken.None);

        await webex.Received().CreateMeetingAsync(
            Arg.Is<OneTimeMeetingRequest>(request =>
                request.Start.ToDateTimeOffset() == s_first.AddDays(14) && request.End.ToDateTimeOffset() == s_first.AddDays(14).AddHours(1)),
            Arg.Any<CancellationToken>());
    }
}
