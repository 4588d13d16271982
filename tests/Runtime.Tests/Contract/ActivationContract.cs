using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract;

public sealed class ActivationContract(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>
{
    private readonly string _key = Keys.New();

    private ILifeGrain Grain => fixture.Runtime.Grains.GetGrain<ILifeGrain>(_key);

    [Fact]
    public async Task The_first_call_activates_a_grain_and_later_calls_find_it()
    {
        var first = await Grain.Activation();
        (await Grain.Activation()).ShouldBe(first);
        Journal.Of(_key).Entries.ShouldBe(["activated"]);
    }

    [Fact]
    public async Task A_reference_alone_activates_nothing()
    {
        _ = Grain;
        await fixture.Runtime.Grains.GetGrain<ILifeGrain>(Keys.New()).Activation();
        Journal.Of(_key).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task First_calls_at_the_same_time_make_one_activation()
    {
        var activations = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(Grain.Activation)));
        activations.Distinct().Count().ShouldBe(1);
        Journal.Of(_key).Entries.ShouldBe(["activated"]);
    }

    [Fact]
    public async Task A_grain_takes_services_in_its_constructor() => (await Grain.Greet()).ShouldBe("hello");

    [Fact]
    public async Task A_grain_knows_its_class_and_key()
    {
        (await Grain.Identity()).ShouldBe("life/" + _key);
        (await Grain.KeyOfSelf()).ShouldBe(_key);
        Grain.GetPrimaryKeyString().ShouldBe(_key);
        Grain.GetGrainId().ToString().ShouldBe("life/" + _key);
    }

    [Fact]
    public void References_to_one_grain_are_equal()
    {
        Grain.ShouldBe(Grain);
        Grain.GetHashCode().ShouldBe(Grain.GetHashCode());
        Grain.ShouldNotBe(fixture.Runtime.Grains.GetGrain<ILifeGrain>(Keys.New()));
    }

    [Fact]
    public async Task A_failed_activation_fails_the_call_and_the_next_call_tries_anew()
    {
        var grain = fixture.Runtime.Grains.GetGrain<IFragileGrain>(_key);
        (await Should.ThrowAsync<FormatException>(grain.Ping)).Message.ShouldBe("not yet");
        Journal.Of(_key).Add("mended");
        (await grain.Ping()).ShouldBe("pong");
        Journal.Of(_key).Count("tried").ShouldBe(2);
    }
}
