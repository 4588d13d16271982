using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Grains.Rooms;
using NodaTime;

namespace HybridCalendar.Grains.Tests.Rooms;

public sealed class ShownBookingsTests
{
    private static readonly DateTimeOffset s_start = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Booking s_shown = new()
    {
        Id = "b1", MeetingId = "m1", Title = "План \"Б\"", OrganizerName = "Anna", OrganizerEmail = "anna@example.com", StartTime = Instant.FromDateTimeOffset(s_start),
        DurationMinutes = 45, StartBufferSeconds = 300, EndBufferSeconds = 60, IsPrivate = true, EventId = "",
        JoinTarget = new JoinTarget("anna@example.com", JoinProtocol.SIP, MeetingPlatform.Webex, "rule", FoundIn.JoinDetails),
    };
    private static readonly string s_list = new BookingList([s_shown]).ToJson();
    private static readonly RoomBooking s_booking = new("b1", "meeting", s_start, s_start.AddHours(1), s_start, "rule", null);

    [Theory]
    [InlineData(null)]
    [InlineData("""{"Bookings":[]}""")]
    public async Task Where_the_first_device_shows_nothing_the_next_is_asked(string? first)
    {
        var shown = await ShownBookings.ReadAsync(["gone", "there"], id => Task.FromResult(id == "gone" ? first : s_list), [s_booking]);
        shown["b1"].ShouldBe(s_shown);
    }

    [Fact]
    public async Task A_room_without_devices_shows_nothing() =>
        (await ShownBookings.ReadAsync([], _ => Task.FromResult<string?>(s_list), [s_booking])).ShouldBeEmpty();

    [Fact]
    public async Task A_booking_without_a_button_is_read_too_and_one_that_the_room_does_not_know_is_not()
    {
        var list = new BookingList([s_shown with { JoinTarget = null, OrganizerEmail = "" }, s_shown with { Id = "older" }]).ToJson();
        var shown = await ShownBookings.ReadAsync(["there"], _ => Task.FromResult<string?>(list), [s_booking with { Rule = null }]);
        shown.Values.ShouldHaveSingleItem().ShouldBe(s_shown with { JoinTarget = null, OrganizerEmail = "" });
    }
}
