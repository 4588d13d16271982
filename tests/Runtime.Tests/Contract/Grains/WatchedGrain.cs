using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Concurrency;
using Orleans.Utilities;

namespace HybridCalendar.Runtime.Tests.Contract.Grains;

[Alias("rt.IWatcher")]
public interface IWatcher : IGrainObserver
{
    [ResponseTimeout("00:00:01")]
    [Alias("Seen")]
    Task Seen(string what);

    [OneWay]
    [Alias("Told")]
    Task Told(string what);

    [Alias("Heard")]
    void Heard(string what);
}

[Alias("rt.IWatchedGrain")]
public interface IWatchedGrain : IGrainWithStringKey
{
    [Alias("Subscribe")]
    Task Subscribe(IWatcher watcher);

    [Alias("Unsubscribe")]
    Task Unsubscribe(IWatcher watcher);

    /// <summary>Notifies the watchers, and gives how many are left.</summary>
    [Alias("Say")]
    Task<int> Say(string what);

    [Alias("SayWithoutWaiting")]
    Task SayWithoutWaiting(string what);
}

public sealed class WatchedGrain : Grain, IWatchedGrain
{
    private readonly ObserverManager<IWatcher> _watchers;

    public WatchedGrain(TimeProvider time) =>
        _watchers = new ObserverManager<IWatcher>(WatcherLease.Length, NullLogger.Instance) { GetDateTime = () => time.GetUtcNow().UtcDateTime };

    public Task Subscribe(IWatcher watcher)
    {
        _watchers.Subscribe(watcher, watcher);
        return Task.CompletedTask;
    }

    public Task Unsubscribe(IWatcher watcher)
    {
        _watchers.Unsubscribe(watcher);
        return Task.CompletedTask;
    }

    public async Task<int> Say(string what)
    {
        await _watchers.Notify(watcher => watcher.Seen(what));
        return _watchers.Count;
    }

    public Task SayWithoutWaiting(string what)
    {
        _watchers.Notify(watcher => watcher.Heard(what));
        return _watchers.Notify(watcher => watcher.Told(what));
    }
}

/// <summary>How long a watcher's subscription lasts; the test of its end sets it.</summary>
public static class WatcherLease
{
    public static TimeSpan Length { get; set; } = TimeSpan.FromHours(1);
}
