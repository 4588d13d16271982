using HybridCalendar.Runtime.Tests.Hosts;
using Orleans.Concurrency;

namespace HybridCalendar.Runtime.Tests.Contract.Grains;

[Alias("rt.ITurnGrain")]
public interface ITurnGrain : IGrainWithStringKey
{
    [Alias("Note")]
    Task Note(string entry);

    /// <summary>Awaits a few times, and gives how many turns were inside at most.</summary>
    [Alias("Overlap")]
    Task<int> Overlap();

    /// <summary>Keeps the turn until the journal holds "gate open".</summary>
    [Alias("Hold")]
    Task Hold();

    [AlwaysInterleave]
    [Alias("NoteBetween")]
    Task NoteBetween(string entry);

    [AlwaysInterleave]
    [Alias("HoldBetween")]
    Task HoldBetween();

    [ReadOnly]
    [Alias("HoldReading")]
    Task HoldReading();

    [ReadOnly]
    [Alias("NoteReading")]
    Task NoteReading(string entry);

    [OneWay]
    [Alias("HoldOneWay")]
    Task HoldOneWay();

    [OneWay]
    [Alias("FailOneWay")]
    Task FailOneWay();

    [Alias("AddInParallel")]
    Task<int> AddInParallel(int workers, int each);

    [Alias("Fail")]
    Task Fail(string message);

    [Alias("ValueOf")]
    ValueTask<int> ValueOf(int value);

    [Alias("Nothing")]
    ValueTask Nothing();
}

public sealed class TurnGrain : Grain, ITurnGrain
{
    private int _inside;
    private int _mostInside;

    private Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public Task Note(string entry)
    {
        Journal.Add(entry);
        return Task.CompletedTask;
    }

    public async Task<int> Overlap()
    {
        _mostInside = Math.Max(_mostInside, ++_inside);
        for (var i = 0; i < 5; i++) await Task.Yield();
        _inside--;
        return _mostInside;
    }

    public async Task Hold()
    {
        Journal.Add("holding");
        await Journal.WaitForAsync("gate open");
        Journal.Add("held");
    }

    public Task NoteBetween(string entry) => Note(entry);

    public Task HoldBetween() => Hold();

    public Task HoldReading() => Hold();

    public Task NoteReading(string entry) => Note(entry);

    public Task HoldOneWay() => Hold();

    public Task FailOneWay() => throw new FormatException("nobody hears");

    public async Task<int> AddInParallel(int workers, int each)
    {
        var sum = 0;
        var scheduler = TaskScheduler.Current;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(async _ =>
        {
            for (var i = 0; i < each; i++)
            {
                await Task.Yield();
                if (TaskScheduler.Current != scheduler) throw new InvalidOperationException("The await left the grain.");
                sum++;
            }
        }));
        return sum;
    }

    public Task Fail(string message) => throw new FormatException(message);

    public ValueTask<int> ValueOf(int value) => new(value);

    public ValueTask Nothing() => default;
}
