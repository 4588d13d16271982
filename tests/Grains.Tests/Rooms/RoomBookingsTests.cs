using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using NodaTime;

namespace HybridCalendar.Grains.Tests.Rooms;

public sealed class RoomBookingsTests
{
    private const string Hidden = "Join: https://protect-eu.mimecast.com/s/AbCdEf123";
    private const string Undone = "Join: https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcontoso.example%2Fagenda&data=05";

    [Theory]
    [InlineData("@webex", "", true, NoButtonReason.OrganizerBehind)]
    [InlineData("@webex", "", false, NoButtonReason.KeywordOfUnknownOrganizer)]
    [InlineData("Rila", "", true, NoButtonReason.NothingToJoin)]
    [InlineData("Rila", Hidden, true, NoButtonReason.LinkHidden)]
    [InlineData("Rila", Hidden, false, NoButtonReason.LinkHidden)]
    [InlineData("Rila", Undone, false, NoButtonReason.OrganizerUnknown)]
    [InlineData("Rila", "", false, NoButtonReason.TextRemoved)]
    public void What_no_series_knows_has_its_reason_in_the_rooms_copy(string location, string body, bool isEnabled, NoButtonReason expected)
    {
        var copy = new CalendarEvent { Id = "e1", Location = location, Body = new EventBody(false, body) };
        var join = new SeriesJoin(isEnabled ? SeriesJoinState.Nothing : SeriesJoinState.Unknown, HasText: false);
        Describe(copy, join, isUntold: isEnabled).ShouldBe($"{expected}");
    }

    [Fact]
    public void A_series_that_says_that_there_is_nothing_has_seen_the_keyword()
    {
        var copy = new CalendarEvent { Id = "e1", Location = "@webex" };
        Describe(copy, new SeriesJoin(SeriesJoinState.Nothing), isUntold: false).ShouldBe(nameof(NoButtonReason.NothingToJoin));
    }

    private static string? Describe(CalendarEvent copy, SeriesJoin join, bool isUntold)
    {
        var booking = new Booking
        {
            Id = "b1", MeetingId = "m1", Title = "Review", OrganizerName = "Anna", StartTime = Instant.FromUtc(2027, 3, 1, 9, 0), DurationMinutes = 30,
            EventId = copy.Id, NoButton = NoButtonReason.NothingToJoin,
        };
        return RoomBookings.Describe(booking, copy, "uid", join, isFailing: false, isRefused: false, isUntold).NoButton;
    }
}
