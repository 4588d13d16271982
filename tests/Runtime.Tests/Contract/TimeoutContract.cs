using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract;

public sealed class TimeoutContract(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>
{
    private readonly string _key = Keys.New();

    private Journal Journal => Journal.Of(_key);

    private ISlowGrain Grain => fixture.Runtime.Grains.GetGrain<ISlowGrain>(_key);

    [Fact]
    public async Task A_caller_does_not_wait_longer_than_the_timeout_while_the_turn_goes_on()
    {
        await Should.ThrowAsync<TimeoutException>(Grain.HoldTooLong);
        Journal.Add("gate open");
        await Journal.WaitForAsync("held");
        (await Grain.Ping()).ShouldBe("pong");
    }

    [Fact]
    public async Task A_call_that_timed_out_while_it_waited_does_not_run()
    {
        var holding = Grain.Hold();
        await Journal.WaitForAsync("holding");
        await Should.ThrowAsync<TimeoutException>(() => Grain.Mark("too late"));
        Journal.Add("gate open");
        await holding;
        await Grain.Ping();
        Journal.Entries.ShouldBe(["holding", "gate open", "held"]);
    }

    [Fact]
    public async Task A_grain_that_waits_for_itself_times_out_and_lives_on()
    {
        await Should.ThrowAsync<TimeoutException>(Grain.PingSelf);
        (await Grain.Ping()).ShouldBe("pong");
    }

    [Fact]
    public async Task A_cycle_of_two_grains_times_out_and_both_live_on()
    {
        var other = fixture.Runtime.Grains.GetGrain<ISlowGrain>(Keys.New());
        await Should.ThrowAsync<TimeoutException>(() => Grain.PingThrough(other));
        (await Grain.Ping()).ShouldBe("pong");
        (await other.Ping()).ShouldBe("pong");
    }

    [Fact]
    public async Task A_cancelled_call_ends_the_wait_and_tells_the_grain()
    {
        using var cancellation = new CancellationTokenSource();
        var call = Grain.WaitForCancellation(cancellation.Token);
        await Journal.WaitForAsync("waiting");
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await Journal.WaitForAsync("cancelled");
    }
}
