using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using HybridCalendar.Gateway.Tests.Connectors;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Users;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Conferences;

/// <summary>
/// The sliding window and TMS: what is far ahead, of either kind of meeting, is not asked of TMS before the daily pass in whose window it falls.
/// </summary>
public sealed class HorizonConferenceTests(MovableGateway gateway) : IClassFixture<MovableGateway>
{
    private static readonly long[] s_systems = [66];
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_day = TimeSpan.FromHours(26);

    [Fact]
    public async Task Meetings_beyond_the_horizon_are_asked_of_TMS_when_the_window_has_slid_over_them()
    {
        var connector = new ConnectorStandIn(gateway.Gateway);
        await connector.PrepareAsync();
        var start = Instant.FromDateTimeOffset(gateway.Time.GetUtcNow().AddMonths(6).AddMinutes(30));
        List<IUserGrain> users = [];
        foreach (var (mail, isSeries) in new[] { ("far@contoso.example", false), ("far-series@contoso.example", true) })
        {
            gateway.Gateway.Office365.Calendars[mail] = [Event(mail, start, isSeries)];
            users.Add(gateway.Gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User(mail)));
            await users[^1].Configure(new UserSettings { Enabled = true });
        }
        foreach (var user in users)
            await UntilToldAsync(user, "waits beyond the horizon", TimeSpan.Zero);
        (await connector.HasMoreAsync()).ShouldBeFalse();

        foreach (var user in users)
            await UntilToldAsync(user, "Now within the horizon", s_day);

        List<ConferenceRequest> asked = [];
        foreach (var _ in users)
        {
            await connector.MoreComesAsync(gateway.Time, TimeSpan.Zero);
            asked.Add(await connector.NextAsync());
        }
        asked.ShouldAllBe(request => request.Kind == ConferenceRequestKind.Book && request.Start == start.InUtc().LocalDateTime && request.Rooms.SequenceEqual(s_systems));
        asked.Count(request => request.Recurrence is not null).ShouldBe(1);
        (await connector.HasMoreAsync()).ShouldBeFalse();
    }

    private static CalendarEvent Event(string id, Instant start, bool isSeries)
    {
        var local = start.InUtc().LocalDateTime;
        var weekly = new RecurrencePattern { Type = RecurrencePatternType.Weekly, DaysOfWeek = [local.DayOfWeek] };
        return new CalendarEvent
        {
            Id = id, ICalUId = id, ETag = "1", IsOrganizer = true, Subject = "Plan", Body = new EventBody(false, "Words."), Location = "@meet",
            Start = new EventTime(local, "UTC"), End = new EventTime(local.PlusMinutes(30), "UTC"),
            Attendees = [new Attendee("Vitosha", "vitosha@contoso.example", AttendeeType.Resource, ResponseType.Accepted)],
            Type = isSeries ? EventType.SeriesMaster : EventType.SingleInstance,
            Recurrence = isSeries
                ? new RecurrenceRule(weekly, new RecurrenceRange { Type = RecurrenceRangeType.Numbered, StartDate = local.Date, NumberOfOccurrences = 3, RecurrenceTimeZone = "UTC" })
                : null,
        };
    }

    /// <summary>Time passes in steps, as long as that takes, until the user's timeline says so; then what has begun is waited for.</summary>
    private async Task UntilToldAsync(IUserGrain user, string words, TimeSpan most)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        for (var passed = TimeSpan.Zero; !(await user.TimelineAtRestAsync()).Entries.Any(entry => entry.Text.Contains(words, StringComparison.Ordinal)); passed += s_step)
        {
            // On a busy machine what fell due may be tried again, which takes a little more.
            gateway.Time.Advance(passed < most ? s_step : most == TimeSpan.Zero ? TimeSpan.Zero : s_second);
            await Task.Delay(10, deadline.Token);
        }
    }
}
