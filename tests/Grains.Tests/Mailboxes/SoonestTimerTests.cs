using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Runtime.Tests.Hosts;
using NSubstitute;
using Orleans.Runtime;

namespace HybridCalendar.Grains.Tests.Mailboxes;

public sealed class SoonestTimerTests
{
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly IGrainTimer _timer = Substitute.For<IGrainTimer>();
    private readonly List<double> _pauses = [];

    public SoonestTimerTests() =>
        _timer.When(timer => timer.Change(Arg.Any<TimeSpan>(), Timeout.InfiniteTimeSpan)).Do(call => _pauses.Add(call.ArgAt<TimeSpan>(0).TotalMinutes));

    [Fact]
    public void Who_wants_it_later_puts_nobody_off_until_it_has_rung()
    {
        var soonest = new SoonestTimer(_time, _timer);
        soonest.RingAfter(TimeSpan.FromMinutes(5));
        soonest.RingAfter(TimeSpan.FromMinutes(9));
        soonest.RingAfter(TimeSpan.FromMinutes(2));
        _time.Advance(TimeSpan.FromMinutes(1));
        soonest.RingAfter(TimeSpan.FromMinutes(3));
        _pauses.ShouldBe([5, 2]);

        soonest.HasRung();
        soonest.RingAfter(TimeSpan.FromMinutes(9));
        soonest.RingAfter(TimeSpan.FromMinutes(-1));
        _pauses.ShouldBe([5, 2, 9, 0]);
    }
}
