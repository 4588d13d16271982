using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;
using Orleans.Storage;

namespace HybridCalendar.Runtime.Tests.Contract;

/// <summary>On the runtime of this build, with a store that tests can reach into.</summary>
public sealed class StateTests(RuntimeFixture fixture) : StateContract(fixture), IClassFixture<RuntimeFixture>;

/// <summary>What grains may rely on when they store.</summary>
public abstract class StateContract(RuntimeFixture fixture)
{
    private const string State = "rt-note";

    private readonly string _key = Keys.New();

    private ITestRuntime Runtime => fixture.Runtime;

    private IStateGrain Grain => Runtime.Grains.GetGrain<IStateGrain>(_key);

    [Fact]
    public async Task Without_a_record_the_state_is_new()
    {
        var view = await Grain.View();
        view.Text.ShouldBe("empty");
        view.RecordExists.ShouldBeFalse();
        view.Etag.ShouldBeNull();
    }

    [Fact]
    public async Task A_written_state_is_read_before_the_next_activation_begins()
    {
        var written = await Grain.Write("one");
        written.RecordExists.ShouldBeTrue();
        await Grain.End();
        var view = await Grain.View();
        view.ShouldBe(written with { Activation = view.Activation });
        view.Activation.ShouldNotBe(written.Activation);
        Journal.Of(_key).Entries.ShouldBe(["activated with empty", "activated with one"]);
    }

    [Fact]
    public async Task Every_write_gives_another_etag()
    {
        var etags = new HashSet<string?>();
        for (var i = 0; i < 5; i++) etags.Add((await Grain.Write("same")).Etag);
        etags.Count.ShouldBe(5);
        etags.ShouldNotContain((string?)null);
    }

    [Fact]
    public async Task What_was_not_written_is_lost_with_the_activation()
    {
        await Grain.Write("written");
        await Grain.Change("in memory only");
        (await Grain.View()).Text.ShouldBe("in memory only");
        await Grain.End();
        (await Grain.View()).Text.ShouldBe("written");
    }

    [Fact]
    public async Task Reading_again_takes_what_is_stored()
    {
        await Grain.Write("mine");
        await Runtime.WriteBehindAsync(State, _key, """{"Text":"theirs"}""");
        (await Grain.Read()).Text.ShouldBe("theirs");
        (await Grain.Write("mine again")).Text.ShouldBe("mine again");
    }

    [Fact]
    public async Task A_cleared_state_is_new_again_and_can_be_written()
    {
        await Grain.Write("one");
        var cleared = await Grain.Clear();
        cleared.Text.ShouldBe("empty");
        cleared.RecordExists.ShouldBeFalse();
        await Grain.End();
        (await Grain.View()).RecordExists.ShouldBeFalse();
        (await Grain.Write("two")).RecordExists.ShouldBeTrue();
        await Grain.End();
        (await Grain.View()).Text.ShouldBe("two");
    }

    [Fact]
    public async Task A_stale_etag_refuses_the_write_and_ends_the_activation()
    {
        var mine = await Grain.Write("mine");
        await Runtime.WriteBehindAsync(State, _key, """{"Text":"theirs"}""");
        await Should.ThrowAsync<InconsistentStateException>(() => Grain.Write("mine again"));
        var view = await Grain.View();
        view.Text.ShouldBe("theirs");
        view.Activation.ShouldNotBe(mine.Activation);
    }

    [Fact]
    public async Task A_stale_etag_in_a_tick_ends_the_activation_too()
    {
        var mine = await Grain.Write("mine");
        await Runtime.WriteBehindAsync(State, _key, """{"Text":"theirs"}""");
        await Grain.WriteOnTick("mine again");
        await Journal.Of(_key).WaitForAsync("tick");
        var view = await Grain.View();
        view.Text.ShouldBe("theirs");
        view.Activation.ShouldNotBe(mine.Activation);
    }

    [Fact]
    public async Task The_loser_of_a_race_for_the_first_write_is_refused_and_reads_anew()
    {
        var before = await Grain.View();
        await Runtime.WriteBehindAsync(State, _key, """{"Text":"theirs"}""");
        await Should.ThrowAsync<InconsistentStateException>(() => Grain.Write("mine"));
        var view = await Grain.View();
        view.Text.ShouldBe("theirs");
        view.Activation.ShouldNotBe(before.Activation);
    }

    [Fact]
    public async Task A_stale_etag_refuses_a_clear()
    {
        await Grain.Write("mine");
        await Runtime.WriteBehindAsync(State, _key, """{"Text":"theirs"}""");
        await Should.ThrowAsync<InconsistentStateException>(Grain.Clear);
        (await Grain.View()).Text.ShouldBe("theirs");
    }

    [Fact]
    public async Task A_conflict_that_the_grain_handles_does_not_end_the_activation()
    {
        var mine = await Grain.Write("mine");
        await Runtime.WriteBehindAsync(State, _key, """{"Text":"theirs"}""");
        (await Grain.WriteAndCatch("mine again")).ShouldBe("conflict");
        (await Grain.View()).Activation.ShouldBe(mine.Activation);
    }

    [Fact]
    public async Task A_write_that_storage_refuses_fails_the_call_and_changes_nothing_stored()
    {
        var first = await Grain.Write("first");
        await Runtime.RefuseWritesAsync(State, _key, refuse: true);
        await Should.ThrowAsync<Exception>(() => Grain.Write("second"));
        (await Grain.View()).Etag.ShouldBe(first.Etag);
        await Runtime.RefuseWritesAsync(State, _key, refuse: false);
        (await Grain.Read()).Text.ShouldBe("first");
        (await Grain.Write("third")).Text.ShouldBe("third");
    }

    [Fact]
    public async Task A_state_that_cannot_be_written_fails_the_call_and_changes_nothing_stored()
    {
        await Grain.Write("good");
        await Should.ThrowAsync<Exception>(Grain.WritePoison);
        (await Grain.Read()).Text.ShouldBe("good");
    }

    [Fact]
    public async Task States_of_many_grains_written_at_once_all_arrive()
    {
        var grains = Enumerable.Range(0, 200).Select(_ => Runtime.Grains.GetGrain<IStateGrain>(Keys.New())).ToList();
        await Task.WhenAll(grains.Select(grain => grain.Write(grain.GetPrimaryKeyString())));
        await Task.WhenAll(grains.Select(grain => grain.End()));
        foreach (var grain in grains) (await grain.View()).Text.ShouldBe(grain.GetPrimaryKeyString());
    }
}
