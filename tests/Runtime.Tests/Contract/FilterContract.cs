using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract;

public sealed class FilterContract(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>
{
    private readonly string _key = Keys.New();

    private IFilteredGrain Grain => fixture.Runtime.Grains.GetGrain<IFilteredGrain>(_key);

    [Fact]
    public async Task Filters_run_around_a_call_the_hosts_first_and_the_grains_own_last()
    {
        (await Grain.Twice(20)).ShouldBe(42);
        Journal.Of(_key).Entries.ShouldBe(["host before Twice", "own", "grain", "host after 42"]);
    }

    [Fact]
    public async Task A_filter_may_replace_a_failure_by_a_result()
    {
        await Grain.Fail("replace");
        Journal.Of(_key).Entries.ShouldContain("caught");
    }

    [Fact]
    public async Task A_failure_that_a_filter_catches_without_setting_a_result_stands()
    {
        (await Should.ThrowAsync<FormatException>(() => Grain.Fail("keep"))).Message.ShouldBe("keep");
        Journal.Of(_key).Entries.ShouldContain("caught");
    }
}
