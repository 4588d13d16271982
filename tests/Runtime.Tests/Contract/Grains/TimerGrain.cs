using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract.Grains;

[Alias("rt.ITimerGrain")]
public interface ITimerGrain : IGrainWithStringKey
{
    [Alias("Start")]
    Task Start(TimeSpan dueTime, TimeSpan period, bool keepAlive);

    [Alias("StartFailing")]
    Task StartFailing(TimeSpan dueTime, TimeSpan period);

    /// <summary>Each tick lasts until the journal holds one more "release".</summary>
    [Alias("StartSlow")]
    Task StartSlow(TimeSpan dueTime, TimeSpan period);

    [Alias("Change")]
    Task Change(TimeSpan dueTime, TimeSpan period);

    [Alias("Stop")]
    Task Stop();

    /// <summary>Comes back when earlier turns, ticks included, are over.</summary>
    [Alias("Settle")]
    Task Settle();

    [Alias("Hold")]
    Task Hold();

    [Alias("End")]
    Task End();

    /// <summary>When each tick began and ended.</summary>
    [Alias("Ticks")]
    Task<List<(DateTimeOffset Begin, DateTimeOffset End)>> Ticks();
}

public sealed class TimerGrain(TimeProvider time) : Grain, ITimerGrain
{
    private readonly List<(DateTimeOffset Begin, DateTimeOffset End)> _ticks = [];
    private IGrainTimer? _timer;

    private Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Add("deactivating " + reason.ReasonCode);
        return Task.CompletedTask;
    }

    public Task Start(TimeSpan dueTime, TimeSpan period, bool keepAlive)
    {
        _timer = this.RegisterGrainTimer(
            static (journal, _) =>
            {
                journal.Add("tick");
                return Task.CompletedTask;
            },
            Journal,
            new GrainTimerCreationOptions { DueTime = dueTime, Period = period, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task StartFailing(TimeSpan dueTime, TimeSpan period)
    {
        _timer = this.RegisterGrainTimer(
            () =>
            {
                Journal.Add("tick");
                throw new FormatException("this tick fails");
            },
            dueTime, period);
        return Task.CompletedTask;
    }

    public Task StartSlow(TimeSpan dueTime, TimeSpan period)
    {
        _timer = this.RegisterGrainTimer(
            async _ =>
            {
                var begin = time.GetUtcNow();
                Journal.Add("tick");
                await Journal.WaitForAsync("release", Journal.Count("tick"));
                _ticks.Add((begin, time.GetUtcNow()));
            },
            dueTime, period);
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan dueTime, TimeSpan period)
    {
        _timer!.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
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

    public Task<List<(DateTimeOffset Begin, DateTimeOffset End)>> Ticks() => Task.FromResult(_ticks);
}
