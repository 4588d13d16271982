using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract;

/// <summary>How the ticks of a timer stand to turns, to changes of the timer, and to its end.</summary>
public sealed class TickContract(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly string _key = Keys.New();

    private ITestRuntime Runtime => fixture.Runtime;

    private TimeSpan Unit => Runtime.Unit;

    private Journal Journal => Journal.Of(_key);

    private ITickGrain Grain => Runtime.Grains.GetGrain<ITickGrain>(_key);

    [Fact]
    public async Task A_change_while_a_tick_waits_for_its_turn_adds_no_second_tick()
    {
        await Grain.Start(Unit);
        var holding = await HoldUntilATickIsDueAsync();
        await Grain.Change(Unit, 4 * Unit);
        await Runtime.ElapseAsync(2 * Unit);
        Journal.Add("gate open");
        await holding;
        await Journal.WaitForAsync("tick");
        await Grain.Settle();
        Journal.Count("tick").ShouldBe(1);
        await Runtime.ElapseAsync(4 * Unit);
        await Journal.WaitForAsync("tick", 2);
    }

    [Fact]
    public async Task A_change_while_a_tick_waits_for_its_turn_counts_from_the_end_of_the_tick()
    {
        Assert.SkipUnless(TestRuntime.IsEmbedded, "Orleans takes the new period of such a change, but forgets its due time.");
        await Grain.Start(Unit);
        var holding = await HoldUntilATickIsDueAsync();
        await Grain.Change(2 * Unit, Timeout.InfiniteTimeSpan);
        Journal.Add("gate open");
        await holding;
        await Journal.WaitForAsync("tick");
        await Grain.Settle();
        await Runtime.ElapseAsync(Unit);
        await Grain.Settle();
        Journal.Count("tick").ShouldBe(1);
        await Runtime.ElapseAsync(Unit);
        await Journal.WaitForAsync("tick", 2);
    }

    [Fact]
    public async Task A_change_during_a_tick_counts_from_its_end()
    {
        await Grain.StartSlow(Unit, interleave: false);
        await Runtime.ElapseAsync(Unit);
        await Journal.WaitForAsync("tick");
        await Grain.Change(2 * Unit, Timeout.InfiniteTimeSpan);
        await Runtime.ElapseAsync(3 * Unit);
        Journal.Add("release");
        await Grain.Settle();
        Journal.Count("tick").ShouldBe(1);
        await Runtime.ElapseAsync(2 * Unit);
        await Journal.WaitForAsync("tick", 2);
        Journal.Add("release");
        await Grain.Settle();
    }

    [Fact]
    public async Task A_tick_that_disposes_its_timer_and_is_cancelled_ends_its_turn()
    {
        await Grain.StartQuitting(Unit);
        await Runtime.ElapseAsync(Unit);
        await Journal.WaitForAsync("tick");
        await Grain.Settle().WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Journal.Entries.ShouldBe(["tick"]);
        await Grain.End();
        await Journal.WaitForAsync("deactivating");
    }

    [Fact]
    public async Task What_fails_when_a_timer_is_disposed_does_not_stop_the_end_of_its_grain()
    {
        await Grain.StartLittering(Unit);
        await Runtime.ElapseAsync(Unit);
        await Journal.WaitForAsync("tick");
        await Grain.End();
        await Grain.Settle().WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Journal.Entries.ShouldBe(["tick", "deactivating"]);
    }

    [Fact]
    public async Task An_interleaving_tick_neither_waits_for_turns_nor_holds_them_up()
    {
        await Grain.StartSlow(Unit, interleave: true);
        var holding = await HoldUntilATickIsDueAsync();
        await Journal.WaitForAsync("tick");
        Journal.Add("gate open");
        await holding;
        await Grain.Settle();
        Journal.Add("release");
        await Journal.WaitForAsync("tock");
        Journal.Entries.ShouldBe(["holding", "tick", "gate open", "held", "release", "tock"]);
    }

    private async Task<Task> HoldUntilATickIsDueAsync()
    {
        var holding = Grain.Hold();
        await Journal.WaitForAsync("holding");
        await Runtime.ElapseAsync(2 * Unit);
        return holding;
    }
}
