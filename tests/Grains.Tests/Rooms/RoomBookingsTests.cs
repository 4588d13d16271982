using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using NodaTime;

namespace HybridCalendar.Grains.Tests.Rooms;

public sealed class RoomBookingsTests
{
    private const string Hidden = "Join: https://protect-eu.mimecast.com/s/AbCdEf123";
    private const string Undone = "Join: https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcontoso.example%2Fagenda&data=05";

    [Theory]
    [InlineData("@webex", "", MailboxWatch.Watched, NoButtonReason.OrganizerBehind)]
    [InlineData("@webex", "", MailboxWatch.Unread, NoButtonReason.OrganizerBehind)]
    [InlineData("@webex", "", MailboxWatch.Refused, NoButtonReason.OrganizerRefused)]
    [InlineData("@webex", "", MailboxWatch.Off, NoButtonReason.KeywordOfUnknownOrganizer)]
    [InlineData("Rila", "", MailboxWatch.Watched, NoButtonReason.NothingFromOrganizer)]
    [InlineData("Rila", "Words", MailboxWatch.Watched, NoButtonReason.NothingToJoin)]
    [InlineData("Rila", "", MailboxWatch.Unread, NoButtonReason.OrganizerNotRead)]
    [InlineData("Rila", "Words", MailboxWatch.Unread, NoButtonReason.NothingToJoin)]
    [InlineData("Rila", "", MailboxWatch.Off, NoButtonReason.TextRemoved)]
    [InlineData("Rila", Hidden, MailboxWatch.Watched, NoButtonReason.LinkHidden)]
    [InlineData("Rila", Hidden, MailboxWatch.Off, NoButtonReason.LinkHidden)]
    [InlineData("Rila", Undone, MailboxWatch.Off, NoButtonReason.OrganizerUnknown)]
    public void What_no_series_knows_has_its_reason_in_the_rooms_copy(string location, string body, MailboxWatch watch, NoButtonReason expected)
    {
        var copy = new CalendarEvent { Id = "e1", Location = location, Body = new EventBody(false, body) };
        Describe(copy, RoomWord.Weigh(copy, new SeriesJoin(SeriesJoinState.Unknown), watch), watch).ShouldBe($"{expected}");
    }

    [Theory]
    [InlineData(MailboxWatch.Watched, NoButtonReason.NothingToJoin)]
    [InlineData(MailboxWatch.Unread, NoButtonReason.OrganizerBehind)]
    public void A_series_that_says_that_there_is_nothing_has_seen_the_keyword_when_its_mailbox_is_read(MailboxWatch watch, NoButtonReason expected)
    {
        var copy = new CalendarEvent { Id = "e1", Location = "@webex" };
        Describe(copy, new SeriesJoin(SeriesJoinState.Nothing), watch).ShouldBe($"{expected}");
    }

    private static string? Describe(CalendarEvent copy, SeriesJoin join, MailboxWatch watch)
    {
        var booking = new Booking
        {
            Id = "b1", MeetingId = "m1", Title = "Review", OrganizerName = "Anna", StartTime = Instant.FromUtc(2027, 3, 1, 9, 0), DurationMinutes = 30,
            EventId = copy.Id, NoButton = NoButtonReason.NothingToJoin,
        };
        return RoomBookings.Describe(booking, copy, "uid", join, isFailing: false, watch).NoButton;
    }
}
