using HybridCalendar.Runtime.Tests.Hosts;
using Orleans.Concurrency;

namespace HybridCalendar.Runtime.Tests.Contract.Grains;

[Alias("rt.ITickGrain")]
public interface ITickGrain : IGrainWithStringKey
{
    [Alias("Start")]
    Task Start(TimeSpan dueTime);

    /// <summary>The tick lasts until the journal holds one more "release".</summary>
    [Alias("StartSlow")]
    Task StartSlow(TimeSpan dueTime, bool interleave);

    /// <summary>The tick disposes its timer and ends as a cancelled one does.</summary>
    [Alias("StartQuitting")]
    Task StartQuitting(TimeSpan dueTime);

    /// <summary>The tick leaves something behind that fails when the timer is disposed.</summary>
    [Alias("StartLittering")]
    Task StartLittering(TimeSpan dueTime);

    /// <summary>Also while a turn runs, or a tick waits for its turn.</summary>
    [AlwaysInterleave]
    [Alias("Change")]
    Task Change(TimeSpan dueTime, TimeSpan period);

    /// <summary>Comes back when earlier turns, ticks included, are over.</summary>
    [Alias("Settle")]
    Task Settle();

    /// <summary>Keeps the turn until the journal holds "gate open".</summary>
    [Alias("Hold")]
    Task Hold();

    [Alias("End")]
    Task End();
}

public sealed class TickGrain : Grain, ITickGrain
{
    private IGrainTimer? _timer;

    private Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Add("deactivating");
        return Task.CompletedTask;
    }

    public Task Start(TimeSpan dueTime) => Start(dueTime, interleave: false, _ => Task.CompletedTask);

    public Task StartSlow(TimeSpan dueTime, bool interleave) => Start(dueTime, interleave, async _ =>
    {
        await Journal.WaitForAsync("release", Journal.Count("tick"));
        Journal.Add("tock");
    });

    public Task StartQuitting(TimeSpan dueTime) => Start(dueTime, interleave: false, async disposed =>
    {
        await Task.Yield();
        _timer!.Dispose();
        disposed.ThrowIfCancellationRequested();
    });

    public Task StartLittering(TimeSpan dueTime) => Start(dueTime, interleave: false, disposed =>
    {
        disposed.Register(() => throw new FormatException("this fails when the timer is disposed"));
        return Task.CompletedTask;
    });

    public Task Change(TimeSpan dueTime, TimeSpan period)
    {
        _timer!.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task Settle() => Task.CompletedTask;

    public async Task Hold()
    {
        Journal.Add("holding");
        await Journal.WaitForAsync("gate open");
        Journal.Add("held");
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private Task Start(TimeSpan dueTime, bool interleave, Func<CancellationToken, Task> rest)
    {
        _timer = this.RegisterGrainTimer(
            disposed =>
            {
                Journal.Add("tick");
                return rest(disposed);
            },
            new GrainTimerCreationOptions(dueTime, Timeout.InfiniteTimeSpan) { Interleave = interleave });
        return Task.CompletedTask;
    }
}
