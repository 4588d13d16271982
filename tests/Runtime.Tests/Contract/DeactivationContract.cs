using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract;

public sealed class DeactivationContract(DeactivationContract.ShortLived fixture) : IClassFixture<DeactivationContract.ShortLived>
{
    private const int CollectionAge = 4;

    private readonly string _key = Keys.New();

    private ITestRuntime Runtime => fixture.Runtime;

    private Journal Journal => Journal.Of(_key);

    private ILifeGrain Grain => Runtime.Grains.GetGrain<ILifeGrain>(_key);

    [Fact]
    public async Task A_grain_that_ends_itself_is_activated_anew_by_the_next_call()
    {
        var first = await Grain.Activation();
        await Grain.End();
        (await Grain.Activation()).ShouldNotBe(first);
        Journal.Entries.ShouldBe(["activated", "deactivating ApplicationRequested", "deactivated", "activated"]);
    }

    [Fact]
    public async Task Calls_that_wait_while_a_grain_ends_run_in_the_next_activation()
    {
        var first = await Grain.Activation();
        var last = Grain.EndAfterGate();
        await Journal.WaitForAsync("at gate");
        var waiting = Grain.Activation();
        Journal.Add("gate open");
        await last;
        (await waiting).ShouldNotBe(first);
        Journal.Entries.ShouldBe(
            ["activated", "at gate", "gate open", "turn over", "deactivating ApplicationRequested", "deactivated", "activated"]);
    }

    [Fact]
    public async Task A_failing_end_does_not_keep_the_next_activation_from_beginning()
    {
        var first = await Grain.Activation();
        Journal.Add("fail the end");
        await Grain.End();
        (await Grain.Activation()).ShouldNotBe(first);
    }

    [Fact]
    public async Task A_grain_that_is_not_called_ends_after_the_collection_age()
    {
        await Grain.Activation();
        await ElapseUntilEndedAsync(Journal);
    }

    [Fact]
    public async Task A_grain_can_delay_its_end()
    {
        await Grain.Delay(1000 * Runtime.Unit);
        var other = Keys.New();
        await Runtime.Grains.GetGrain<ILifeGrain>(other).Activation();
        await ElapseUntilEndedAsync(Journal.Of(other));
        Journal.Entries.ShouldBe(["activated"]);
    }

    /// <summary>A caller has its answer before the turn is over: what passes in between is not counted.</summary>
    private async Task ElapseUntilEndedAsync(Journal journal)
    {
        var ended = journal.WaitForAsync("deactivating ActivationIdle");
        while (!ended.IsCompleted)
        {
            await Runtime.ElapseAsync((CollectionAge + 2) * Runtime.Unit);
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromSeconds(1)));
        }
        await ended;
    }

    public sealed class ShortLived : RuntimeFixture
    {
        protected override RuntimeSettings Settings => new(CollectionAge);
    }
}
