using HybridCalendar.Domain.Bookings;
using HybridCalendar.Gateway.Reports;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Gateway.Tests.Reports;

/// <summary>What is said of a room that holds nothing of a meeting.</summary>
public sealed class MeetingReportsTests
{
    private const string Room = "rila@contoso.example";
    private const int Days = 14;
    private static readonly DateTimeOffset s_now = new(2027, 3, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_meeting_that_ended_after_it_was_read_is_over_whatever_the_room_answered(bool isDeclined)
    {
        var ended = Details(isRecurring: false, nextInHours: -2, lastEndInHours: -1);
        Reason(isDeclined ? ended with { Declined = [Room] } : ended).ShouldBe(NoButtonReason.Over);
        Reason(Details(isRecurring: true, nextInHours: -2, lastEndInHours: -1)).ShouldBe(NoButtonReason.Over);
        Reason(Details(isRecurring: false, nextInHours: null, lastEndInHours: 0)).ShouldBe(NoButtonReason.Over);
    }

    [Fact]
    public void A_meeting_that_runs_is_not_over() =>
        Reason(Details(isRecurring: false, nextInHours: null, lastEndInHours: 1)).ShouldBe(NoButtonReason.NotInCalendar);

    [Theory]
    [InlineData(-1, null, NoButtonReason.NoOccurrenceHeld)]
    [InlineData(-1, 5000, NoButtonReason.NoOccurrenceHeld)]
    [InlineData(null, 24, NoButtonReason.NoOccurrenceHeld)]
    [InlineData(24, null, NoButtonReason.NotInCalendar)]
    [InlineData((24 * Days) + 1, null, NoButtonReason.OutsideWindow)]
    public void A_series_is_missed_in_the_calendar_only_while_its_next_start_is_known(int? nextInHours, int? lastEndInHours, NoButtonReason expected) =>
        Reason(Details(isRecurring: true, nextInHours, lastEndInHours)).ShouldBe(expected);

    [Fact]
    public void A_decline_goes_before_the_days_of_devices() =>
        Reason(Details(isRecurring: true, nextInHours: 9000, lastEndInHours: 9001) with { Declined = [Room] }).ShouldBe(NoButtonReason.DeclinedBeyondWindow);

    private static NoButtonReason Reason(SeriesDetails details) => MeetingReports.ReasonOf(Room, details, s_now, Days);

    private static SeriesDetails Details(bool isRecurring, int? nextInHours, int? lastEndInHours) => new()
    {
        ICalUId = "meeting",
        Organizer = "anna@contoso.example",
        Subject = "Weekly",
        IsRecurring = isRecurring,
        Join = new SeriesJoin(SeriesJoinState.Nothing),
        NextStart = nextInHours is { } next ? s_now.AddHours(next) : null,
        LastEnd = lastEndInHours is { } end ? s_now.AddHours(end) : null,
    };
}
