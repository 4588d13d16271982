using HybridCalendar.Sandbox.Time;

namespace HybridCalendar.Sandbox.Tests.Time;

public sealed class VirtualClockTests
{
    private static readonly DateTimeOffset s_start = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [Fact]
    public void A_timer_that_repeats_falls_due_each_time_when_the_clock_is_moved_and_once_when_it_jumps()
    {
        using var clock = new VirtualClock(runs: false, s_start);
        var due = new List<DateTimeOffset>();
        using var timer = clock.CreateTimer(_ => due.Add(clock.GetUtcNow()), null, s_hour, s_hour);

        clock.Advance(3 * s_hour);
        due.ShouldBe([s_start + s_hour, s_start + (2 * s_hour), s_start + (3 * s_hour)]);

        due.Clear();
        clock.Jump(49.5 * s_hour);
        due.ShouldBe([s_start + (52.5 * s_hour)]);

        due.Clear();
        clock.Advance(s_hour);
        due.ShouldBe([s_start + (53.5 * s_hour)]);
    }

    [Fact]
    public void What_fell_due_in_a_jump_does_so_in_order()
    {
        using var clock = new VirtualClock(runs: false, s_start);
        var order = new List<int>();
        using var second = clock.CreateTimer(_ => order.Add(2), null, 2 * s_hour, Timeout.InfiniteTimeSpan);
        using var first = clock.CreateTimer(_ => order.Add(1), null, s_hour, Timeout.InfiniteTimeSpan);
        using var later = clock.CreateTimer(_ => order.Add(3), null, 4 * s_hour, Timeout.InfiniteTimeSpan);

        clock.Jump(3 * s_hour);

        order.ShouldBe([1, 2]);
    }
}
