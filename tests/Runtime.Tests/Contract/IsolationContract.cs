using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract;

public sealed class IsolationContract(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>
{
    private readonly IBoxGrain _grain = fixture.Runtime.Grains.GetGrain<IBoxGrain>(Keys.New());

    [Fact]
    public async Task A_grain_that_changes_an_argument_does_not_change_the_callers()
    {
        var box = new Box { Items = ["mine"] };
        await _grain.Put(box);
        box.Items.ShouldBe(["mine"]);
        (await _grain.Get()).Items.ShouldBe(["mine", "added by the grain"]);
    }

    [Fact]
    public async Task A_caller_that_changes_an_argument_after_sending_does_not_change_the_grains()
    {
        var box = new Box { Items = ["sent"], Inner = new Box { Items = ["inside"] }, Numbers = { ["one"] = [1] } };
        var sending = _grain.PutLater(box);
        box.Items.Add("too late");
        box.Inner.Items.Clear();
        box.Numbers["one"].Add(2);
        await sending;
        var kept = await _grain.Get();
        kept.Items.ShouldBe(["sent"]);
        kept.Inner!.Items.ShouldBe(["inside"]);
        kept.Numbers["one"].ShouldBe([1]);
    }

    [Fact]
    public async Task A_caller_that_changes_a_result_does_not_change_the_grains()
    {
        await _grain.Put(new Box());
        (await _grain.Get()).Items.Clear();
        (await _grain.Get()).Items.ShouldBe(["added by the grain"]);
    }

    [Fact]
    public async Task Arrays_are_isolated_too()
    {
        byte[] bytes = [1, 2, 3];
        (await _grain.PutArray(bytes)).ShouldBe([99, 2, 3]);
        bytes.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task An_object_sent_twice_in_one_call_stays_one_object()
    {
        var box = new Box();
        (await _grain.IsSameTwice(box, box)).ShouldBeTrue();
        (await _grain.IsSameTwice(box, new Box())).ShouldBeFalse();
    }

    [Fact]
    public async Task A_cycle_in_an_argument_keeps_its_shape()
    {
        var box = new Box { Items = ["outer"] };
        box.Inner = new Box { Inner = box };
        await _grain.PutLater(box);
        var kept = await _grain.Get();
        kept.Inner!.Inner.ShouldBeSameAs(kept);
        kept.ShouldNotBeSameAs(box);
    }

    [Fact]
    public async Task An_immutable_type_may_hold_what_looks_changeable() =>
        (await _grain.PutFrozen(new FrozenBox { Items = ["a", "b"] })).ShouldBe("a,b");
}
