using HybridCalendar.Grains.Hints;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Grains.Tests.Hints;

public sealed class UnansweredCallTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);
    private readonly FakeTime _time = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly LostSilos _silos = new();
    private readonly List<TaskCompletionSource> _calls = [];

    [Fact]
    public async Task A_call_that_is_answered_in_time_is_made_once()
    {
        var made = Make();
        _calls[0].SetResult();
        await made;
        _time.Advance(s_patience * 2);
        _calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_in_time_is_the_callers()
    {
        var made = Make();
        _calls[0].SetException(new TimeoutException("the call's own limit"));
        (await Should.ThrowAsync<TimeoutException>(() => made)).Message.ShouldBe("the call's own limit");
        _calls.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task After_a_while_it_is_made_once_more_and_either_answer_counts(int answered)
    {
        var made = Make();
        _time.Advance(s_patience);
        await CallsAsync(2);
        _calls[answered].SetResult();
        await made;
        _calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task It_is_made_once_more_at_once_when_a_silo_is_lost()
    {
        var made = Make();
        _silos.Note();
        await CallsAsync(2);
        _silos.Note();
        await CallsAsync(3);
        _calls[2].SetResult();
        await made;
    }

    [Fact]
    public async Task A_loss_before_it_was_made_says_nothing_of_it()
    {
        _silos.Note();
        var made = Make();
        _calls[0].SetResult();
        await made;
        _calls.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task It_is_made_four_times_at_the_most_and_any_answer_counts(int answered)
    {
        var made = Make();
        await AdvanceUntilAsync(4);
        _time.Advance(s_patience * 4);
        _calls[answered].SetResult();
        await made;
        _calls.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task When_one_fails_the_other_one_counts(int failing)
    {
        var made = Make();
        _time.Advance(s_patience);
        await CallsAsync(2);
        _calls[failing].SetException(new InvalidOperationException());
        made.IsCompleted.ShouldBeFalse();
        _calls[1 - failing].SetResult();
        // Of two answers at once the bad one may be seen first: then the good one counts all the same.
        await made;
    }

    [Fact]
    public async Task When_all_fail_so_does_it()
    {
        var made = Make();
        await AdvanceUntilAsync(4);
        foreach (var call in _calls)
            call.SetException(new InvalidOperationException());
        await Should.ThrowAsync<InvalidOperationException>(() => made);
    }

    private Task Make() => UnansweredCall.MakeAsync(
        () =>
        {
            var call = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_calls)
                _calls.Add(call);
            return call.Task;
        },
        s_patience, _silos, _time, TestContext.Current.CancellationToken);

    /// <summary>The timer of the next call is set a moment after the call before: the clock moves until it has fired.</summary>
    private async Task AdvanceUntilAsync(int calls)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Count < calls)
        {
            _time.Advance(s_patience);
            await Task.Delay(1, deadline.Token);
        }
    }

    private int Count
    {
        get
        {
            lock (_calls)
                return _calls.Count;
        }
    }

    private async Task CallsAsync(int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Count < count)
            await Task.Delay(1, deadline.Token);
    }
}
