using HybridCalendar.Runtime.Tests.Hosts;
using Orleans.Serialization;

namespace HybridCalendar.Runtime.Tests.Embedded;

/// <summary>Where the embedded runtime is stricter than Orleans, which finds these faults only with its analyzers, or not at all.</summary>
public sealed class StrictMessageTests(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>
{
    private readonly IStrictGrain _grain = fixture.Runtime.Grains.GetGrain<IStrictGrain>(Keys.New());

    [Fact]
    public async Task A_message_type_without_an_alias_is_refused()
    {
        var failure = await Should.ThrowAsync<CodecNotFoundException>(() => _grain.Take(new Nameless(1)));
        failure.Message.ShouldContain("Nameless");
        failure.Message.ShouldContain("[Alias]");
    }

    [Fact]
    public async Task A_member_without_an_id_is_refused_by_name()
    {
        var failure = await Should.ThrowAsync<CodecNotFoundException>(() => _grain.Take(new Forgotten()));
        failure.Message.ShouldContain("member Later without [Id]");
    }

    [Fact]
    public async Task Two_members_with_one_id_are_refused()
    {
        var failure = await Should.ThrowAsync<CodecNotFoundException>(() => _grain.Take(new Doubled()));
        failure.Message.ShouldContain("[Id(0)]");
    }

    [Fact]
    public async Task A_type_hidden_behind_an_interface_is_refused_when_it_travels()
    {
        (await _grain.TakeAny(new List<string> { "fine" })).ShouldBe(1);
        await Should.ThrowAsync<CodecNotFoundException>(() => _grain.TakeAny(new Forgotten[] { new() }));
        // A collection expression makes a type of the compiler's own here, which Orleans does not know either.
        await Should.ThrowAsync<CodecNotFoundException>(() => _grain.TakeTexts(["not", "a", "list"]));
    }

    [Fact]
    public async Task A_member_that_shall_not_travel_arrives_empty()
    {
        (await _grain.TakeCached(new Cached { Value = 7, Cache = "left behind" })).ShouldBe("7 ");
    }

    [Fact]
    public async Task A_grain_object_must_not_leave_its_activation()
    {
        var failure = await Should.ThrowAsync<ArgumentException>(_grain.GiveSelf);
        failure.Message.ShouldContain("AsReference");
    }
}
