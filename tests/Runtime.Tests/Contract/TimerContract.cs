using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract;

public sealed class TimerContract(TimerContract.ShortLived fixture) : IClassFixture<TimerContract.ShortLived>
{
    private const int CollectionAge = 5;

    private readonly string _key = Keys.New();

    private ITestRuntime Runtime => fixture.Runtime;

    private TimeSpan Unit => Runtime.Unit;

    private Journal Journal => Journal.Of(_key);

    private ITimerGrain Grain => Runtime.Grains.GetGrain<ITimerGrain>(_key);

    [Fact]
    public async Task A_timer_ticks_after_its_due_time_and_then_every_period()
    {
        await Grain.Start(2 * Unit, Unit, keepAlive: true);
        await Runtime.ElapseAsync(Unit);
        if (TestRuntime.IsEmbedded) Journal.Entries.ShouldBeEmpty();
        for (var ticks = 1; ticks <= 3; ticks++)
        {
            await Runtime.ElapseAsync(Unit);
            await Journal.WaitForAsync("tick", ticks);
            await Grain.Settle();
        }
    }

    [Fact]
    public async Task The_period_counts_from_the_end_of_a_tick()
    {
        await Grain.StartSlow(Unit, 2 * Unit);
        await Runtime.ElapseAsync(Unit);
        await Journal.WaitForAsync("tick");
        await Runtime.ElapseAsync(6 * Unit);
        Journal.Count("tick").ShouldBe(1);
        Journal.Add("release");
        await Grain.Settle();
        await Runtime.ElapseAsync(2 * Unit);
        await Journal.WaitForAsync("tick", 2);
        Journal.Add("release");
        var ticks = await Grain.Ticks();
        await Grain.Stop();
        (ticks[1].Begin - ticks[0].End).ShouldBeGreaterThanOrEqualTo(2 * Unit - TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task A_timer_with_an_infinite_period_ticks_once()
    {
        await Grain.Start(Unit, Timeout.InfiniteTimeSpan, keepAlive: true);
        await Runtime.ElapseAsync(Unit);
        await Journal.WaitForAsync("tick");
        await Grain.Settle();
        await Runtime.ElapseAsync(3 * Unit);
        await Grain.Settle();
        Journal.Count("tick").ShouldBe(1);
    }

    [Fact]
    public async Task A_failing_tick_does_not_stop_the_timer_or_end_the_grain()
    {
        await Grain.StartFailing(Unit, Unit);
        for (var ticks = 1; ticks <= 3; ticks++)
        {
            await Runtime.ElapseAsync(Unit);
            await Journal.WaitForAsync("tick", ticks);
            await Grain.Settle();
        }
    }

    [Fact]
    public async Task A_tick_is_a_turn_and_waits_for_the_running_one()
    {
        await Grain.Start(Unit, Timeout.InfiniteTimeSpan, keepAlive: true);
        var holding = Grain.Hold();
        await Journal.WaitForAsync("holding");
        await Runtime.ElapseAsync(2 * Unit);
        Journal.Add("gate open");
        await holding;
        await Journal.WaitForAsync("tick");
        Journal.Entries.ShouldBe(["holding", "gate open", "held", "tick"]);
    }

    [Fact]
    public async Task A_disposed_timer_ticks_no_more()
    {
        await Grain.Start(2 * Unit, Unit, keepAlive: true);
        await Grain.Stop();
        await Runtime.ElapseAsync(4 * Unit);
        await Grain.Settle();
        Journal.Count("tick").ShouldBe(0);
    }

    [Fact]
    public async Task A_changed_timer_follows_its_new_times()
    {
        await Grain.Start(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, keepAlive: true);
        await Runtime.ElapseAsync(Unit);
        await Grain.Settle();
        Journal.Count("tick").ShouldBe(0);
        await Grain.Change(Unit, Timeout.InfiniteTimeSpan);
        await Runtime.ElapseAsync(Unit);
        await Journal.WaitForAsync("tick");
    }

    [Fact]
    public async Task A_timer_dies_with_its_activation()
    {
        await Grain.Start(2 * Unit, Unit, keepAlive: true);
        await Grain.End();
        await Grain.Settle();
        await Runtime.ElapseAsync(4 * Unit);
        await Grain.Settle();
        Journal.Count("tick").ShouldBe(0);
    }

    [Fact]
    public async Task Ticks_keep_a_grain_only_if_the_timer_says_so()
    {
        var kept = Keys.New();
        var period = (CollectionAge - 1) * Unit;
        await Runtime.Grains.GetGrain<ITimerGrain>(kept).Start(period, period, keepAlive: true);
        await Grain.Start(period, period, keepAlive: false);
        await Runtime.ElapseAsync(period);
        await Journal.Of(kept).WaitForAsync("tick");
        await Journal.WaitForAsync("tick");
        await Runtime.ElapseAsync(period);
        await Journal.WaitForAsync("deactivating ActivationIdle");
        Journal.Of(kept).Entries.ShouldNotContain("deactivating ActivationIdle");
    }

    [Fact]
    public async Task Impossible_times_are_refused() =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Grain.Start(TimeSpan.FromSeconds(-5), Unit, keepAlive: false));

    public sealed class ShortLived : RuntimeFixture
    {
        protected override RuntimeSettings Settings => new(CollectionAge);
    }
}
