using HybridCalendar.Grains.Rooms;

namespace HybridCalendar.Grains.Tests.Rooms;

public sealed class ShownTargetsTests
{
    private const string List =
        """{"Bookings":[{"Id":"b1","Number":"anna@example.com","Protocol":"SIP","MeetingPlatform":"Webex"}]}""";
    private static readonly DateTimeOffset s_start = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly RoomBooking s_booking = new("b1", "meeting", s_start, s_start.AddHours(1), s_start, "rule", null);

    [Theory]
    [InlineData(null)]
    [InlineData("""{"Bookings":[]}""")]
    public async Task Where_the_first_device_shows_nothing_the_next_is_asked(string? first)
    {
        var shown = await ShownTargets.ReadAsync(["gone", "there"], id => Task.FromResult(id == "gone" ? first : List), [s_booking]);
        shown["b1"].Address.ShouldBe("anna@example.com");
    }

    [Fact]
    public async Task A_room_without_devices_shows_nothing() =>
        (await ShownTargets.ReadAsync([], _ => Task.FromResult<string?>(List), [s_booking])).ShouldBeEmpty();
}
