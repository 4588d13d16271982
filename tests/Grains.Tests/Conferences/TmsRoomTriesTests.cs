using HybridCalendar.Grains.Conferences;

namespace HybridCalendar.Grains.Tests.Conferences;

public sealed class TmsRoomTriesTests
{
    private static readonly DateTimeOffset s_now = new(2027, 1, 4, 8, 0, 0, TimeSpan.Zero);
    private readonly TmsRoomTries _tries = new(new Jitter(new Random(7)));
    private readonly TmsRoomChange _change = new("rila@contoso.example", "one");

    [Fact]
    public void A_change_that_fails_waits_longer_each_time_until_it_was_tried_often_enough()
    {
        var (now, tries, longest) = (s_now, 1, TimeSpan.Zero);
        _tries.IsDue(_change, now).ShouldBeTrue();
        for (; _tries.Failed(_change, now); tries++)
        {
            _tries.IsDue(_change, now).ShouldBeFalse();
            var pause = TimeSpan.Zero;
            for (; !_tries.IsDue(_change, now); now += TimeSpan.FromSeconds(1))
                pause += TimeSpan.FromSeconds(1);
            pause.ShouldBeLessThanOrEqualTo(TimeSpan.FromHours(1));
            longest = pause > longest ? pause : longest;
        }
        tries.ShouldBe(20);
        longest.ShouldBeGreaterThan(TimeSpan.FromMinutes(30));
    }

    [Fact]
    public void Another_change_of_the_same_room_does_not_wait_and_one_that_was_told_is_forgotten()
    {
        _tries.Failed(_change, s_now);
        _tries.IsDue(_change with { Change = "two" }, s_now).ShouldBeTrue();
        _tries.KeepOnly([_change]);
        _tries.IsDue(_change, s_now).ShouldBeFalse();
        _tries.KeepOnly([]);
        _tries.IsDue(_change, s_now).ShouldBeTrue();
    }
}
