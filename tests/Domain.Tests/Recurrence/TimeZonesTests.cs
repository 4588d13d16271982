using HybridCalendar.Domain.Recurrence;
using NodaTime;
using TimeZoneConverter;

namespace HybridCalendar.Domain.Tests.Recurrence;

public class TimeZonesTests
{
    [Fact]
    public void Every_windows_zone_is_found() =>
        TZConvert.KnownWindowsTimeZoneIds.Where(name => TimeZones.Find(name) is null).ShouldBeEmpty();

    [Fact]
    public void Every_iana_name_is_found_in_any_case() =>
        DateTimeZoneProviders.Tzdb.Ids.Where(name => TimeZones.Find(name.ToUpperInvariant()) is null).ShouldBeEmpty();

    [Theory]
    [InlineData("FLE Standard Time", "Europe/Kyiv")]
    [InlineData("  w. europe standard time ", "Europe/Berlin")]
    [InlineData("Kamchatka Standard Time", "Asia/Kamchatka")]
    [InlineData("Mid-Atlantic Standard Time", "Etc/GMT+2")]
    [InlineData("tzone://Microsoft/Utc", "UTC")]
    [InlineData("US-Eastern", "US/Eastern")]
    [InlineData("/mozilla.org/20070129_1/Europe/Berlin", "Europe/Berlin")]
    public void Names_of_calendars_are_understood(string name, string expected) => TimeZones.Find(name)!.Id.ShouldBe(expected);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tzone://Microsoft/Custom")]
    [InlineData("Customized Time Zone")]
    [InlineData("/")]
    [InlineData("Mars/Olympus")]
    public void Names_that_say_nothing_are_null(string? name) => TimeZones.Find(name).ShouldBeNull();

    [Theory]
    [InlineData(2026, 3, 8, 2, 30, "2026-03-08T10:30:00Z")] // in the gap: the offset before it
    [InlineData(2026, 11, 1, 1, 30, "2026-11-01T08:30:00Z")] // twice: the first
    [InlineData(2026, 7, 1, 1, 30, "2026-07-01T08:30:00Z")]
    public void Gap_and_overlap(int year, int month, int day, int hour, int minute, string expected) =>
        TimeZones.ToInstant(new(year, month, day, hour, minute), TimeZones.Find("Pacific Standard Time")!).ToString().ShouldBe(expected);
}
