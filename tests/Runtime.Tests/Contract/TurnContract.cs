using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract;

public sealed class TurnContract(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>
{
    private readonly string _key = Keys.New();

    private Journal Journal => Journal.Of(_key);

    private ITurnGrain Grain => fixture.Runtime.Grains.GetGrain<ITurnGrain>(_key);

    [Fact]
    public async Task Calls_that_are_awaited_one_after_the_other_run_in_that_order()
    {
        var entries = Enumerable.Range(0, 100).Select(number => $"{number}").ToList();
        foreach (var entry in entries) await Grain.Note(entry);
        Journal.Entries.ShouldBe(entries);
    }

    [Fact]
    public async Task Calls_of_one_caller_that_are_on_their_way_together_run_in_the_order_they_were_sent()
    {
        Assert.SkipUnless(TestRuntime.IsEmbedded, "Orleans promises no order among calls that are on their way together, and does not keep one.");
        await Grain.Nothing();
        var entries = Enumerable.Range(0, 500).Select(number => $"{number}").ToList();
        await Task.WhenAll(entries.Select(Grain.Note));
        Journal.Entries.ShouldBe(entries);
    }

    [Fact]
    public async Task Turns_never_overlap()
    {
        var most = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(Grain.Overlap)));
        most.Max().ShouldBe(1);
    }

    [Fact]
    public async Task A_call_waits_until_the_running_turn_is_over()
    {
        var holding = Grain.Hold();
        await Journal.WaitForAsync("holding");
        var waiting = Grain.Note("after");
        await Grain.NoteBetween("between");
        Journal.Add("gate open");
        await Task.WhenAll(holding, waiting);
        Journal.Entries.ShouldBe(["holding", "between", "gate open", "held", "after"]);
    }

    [Fact]
    public async Task A_call_that_always_interleaves_neither_waits_for_turns_nor_holds_them_up()
    {
        var between = Grain.HoldBetween();
        await Journal.WaitForAsync("holding");
        await Grain.Note("meanwhile");
        var holding = Grain.Hold();
        await Journal.WaitForAsync("holding", 2);
        await Grain.NoteBetween("between");
        Journal.Add("gate open");
        await Task.WhenAll(between, holding);
        Journal.Entries.ShouldBe(["holding", "meanwhile", "holding", "between", "gate open", "held", "held"]);
    }

    [Fact]
    public async Task Read_only_calls_interleave_with_each_other()
    {
        var holding = Grain.HoldReading();
        await Journal.WaitForAsync("holding");
        await Grain.NoteReading("read meanwhile");
        var writing = Grain.Note("written");
        await Grain.NoteBetween("between");
        Journal.Add("gate open");
        await Task.WhenAll(holding, writing);
        Journal.Entries.ShouldBe(["holding", "read meanwhile", "between", "gate open", "held", "written"]);
    }

    [Fact]
    public async Task A_read_only_call_waits_for_a_turn_that_may_write()
    {
        var holding = Grain.Hold();
        await Journal.WaitForAsync("holding");
        var reading = Grain.NoteReading("read after");
        await Grain.NoteBetween("between");
        Journal.Add("gate open");
        await Task.WhenAll(holding, reading);
        Journal.Entries.ShouldBe(["holding", "between", "gate open", "held", "read after"]);
    }

    [Fact]
    public async Task A_one_way_call_does_not_wait_for_its_turn()
    {
        await Grain.HoldOneWay();
        Journal.Add("gate open");
        await Journal.WaitForAsync("held");
    }

    [Fact]
    public async Task A_failed_one_way_call_is_not_heard_of_and_harms_nothing()
    {
        await Grain.FailOneWay();
        await Grain.Note("still here");
        Journal.Entries.ShouldBe(["still here"]);
    }

    [Fact]
    public async Task Awaits_come_back_to_the_grain() => (await Grain.AddInParallel(workers: 20, each: 500)).ShouldBe(10_000);

    [Fact]
    public async Task A_failure_reaches_the_caller_with_its_type()
    {
        (await Should.ThrowAsync<FormatException>(() => Grain.Fail("precisely this"))).Message.ShouldBe("precisely this");
        await Grain.Note("still here");
    }

    [Fact]
    public async Task Value_tasks_work_as_tasks_do()
    {
        (await Grain.ValueOf(42)).ShouldBe(42);
        await Grain.Nothing();
    }
}
