using System.Collections.Immutable;
using HybridCalendar.Domain.Health;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Grains.Tests.Users;

public sealed class CalendarSlicesTests
{
    private static readonly DateTimeOffset s_now = new(2027, 1, 4, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_slice_is_known_by_its_key_and_an_event_is_none()
    {
        CalendarSlices.Find(CalendarSlices.KeyOf(12)).ShouldBe(12);
        CalendarSlices.Find("slice:x").ShouldBeNull();
        CalendarSlices.Find("AAMkAGI2").ShouldBeNull();
    }

    [Fact]
    public void Events_that_fail_are_no_part_of_the_calendar()
    {
        CalendarSlices.AnyOf(Failing("AAMkAGI2")).ShouldBeFalse();
        CalendarSlices.Judge(Failing("AAMkAGI2")).ShouldBeEmpty();
    }

    [Fact]
    public void Neighbours_are_told_as_one_part()
    {
        var found = CalendarSlices.Judge(Failing("slice:3", "AAMkAGI2", "slice:0", "slice:1")).ShouldHaveSingleItem();

        found.Code.ShouldBe(HealthCode.PartsFail);
        found.Text.ShouldContain("missing is 2027-01-04 to 2027-05-08, 2027-07-09 to 2027-09-09.");
    }

    private static ImmutableDictionary<string, TroubledEvent> Failing(params string[] keys) =>
        keys.ToImmutableDictionary(key => key, _ => new TroubledEvent(1, s_now, s_now.AddMinutes(1)));
}
