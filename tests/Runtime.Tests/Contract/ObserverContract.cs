using System.Runtime.CompilerServices;
using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract;

public sealed class ObserverContract(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>
{
    private readonly Watcher _watcher = new();

    private readonly IWatchedGrain _grain = fixture.Runtime.Grains.GetGrain<IWatchedGrain>(Keys.New());

    private IGrainFactory Grains => fixture.Runtime.Grains;

    [Fact]
    public async Task Subscribed_observers_are_notified_in_order()
    {
        await _grain.Subscribe(Grains.CreateObjectReference<IWatcher>(_watcher));
        for (var i = 1; i <= 3; i++) (await _grain.Say($"{i}")).ShouldBe(1);
        _watcher.Journal.Entries.ShouldBe(["seen 1", "seen 2", "seen 3"]);
        GC.KeepAlive(_watcher);
    }

    [Fact]
    public async Task Methods_that_nobody_waits_for_arrive_too()
    {
        await _grain.Subscribe(Grains.CreateObjectReference<IWatcher>(_watcher));
        await _grain.SayWithoutWaiting("it");
        await _watcher.Journal.WaitForAsync("told it");
        await _watcher.Journal.WaitForAsync("heard it");
    }

    [Fact]
    public async Task One_reference_is_one_subscription_until_it_is_ended()
    {
        var reference = Grains.CreateObjectReference<IWatcher>(_watcher);
        await _grain.Subscribe(reference);
        await _grain.Subscribe(reference);
        (await _grain.Say("once")).ShouldBe(1);
        await _grain.Unsubscribe(reference);
        (await _grain.Say("unheard")).ShouldBe(0);
        _watcher.Journal.Entries.ShouldBe(["seen once"]);
    }

    [Fact]
    public async Task An_observer_that_fails_is_dropped_and_the_others_are_notified()
    {
        var failing = new Watcher { Fails = true };
        await _grain.Subscribe(Grains.CreateObjectReference<IWatcher>(failing));
        await _grain.Subscribe(Grains.CreateObjectReference<IWatcher>(_watcher));
        (await _grain.Say("it")).ShouldBe(1);
        _watcher.Journal.Entries.ShouldBe(["seen it"]);
        GC.KeepAlive(failing);
    }

    [Fact]
    public async Task An_observer_whose_reference_was_deleted_is_dropped_by_the_next_notification()
    {
        var reference = Grains.CreateObjectReference<IWatcher>(_watcher);
        await _grain.Subscribe(reference);
        Grains.DeleteObjectReference<IWatcher>(reference);
        (await _grain.Say("it")).ShouldBe(0);
        _watcher.Journal.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_observer_that_nobody_holds_is_lost_and_dropped()
    {
        await SubscribeForgottenAsync();
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        (await _grain.Say("it")).ShouldBe(0);
    }

    [Fact]
    public async Task A_subscription_that_is_not_renewed_ends()
    {
        var renewed = new Watcher();
        var (reference, renewedReference) = (Grains.CreateObjectReference<IWatcher>(_watcher), Grains.CreateObjectReference<IWatcher>(renewed));
        WatcherLease.Length = 4 * fixture.Runtime.Unit;
        try
        {
            var grain = Grains.GetGrain<IWatchedGrain>(Keys.New());
            await grain.Subscribe(reference);
            await grain.Subscribe(renewedReference);
            await fixture.Runtime.ElapseAsync(3 * fixture.Runtime.Unit);
            await grain.Subscribe(renewedReference);
            await fixture.Runtime.ElapseAsync(2 * fixture.Runtime.Unit);
            (await grain.Say("late")).ShouldBe(1);
            renewed.Journal.Entries.ShouldBe(["seen late"]);
            _watcher.Journal.Entries.ShouldBeEmpty();
        }
        finally
        {
            WatcherLease.Length = TimeSpan.FromHours(1);
        }
    }

    /// <summary>In a method of its own, so that no stack slot keeps the watcher.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task SubscribeForgottenAsync() => _grain.Subscribe(Grains.CreateObjectReference<IWatcher>(new Watcher()));

    private sealed class Watcher : IWatcher
    {
        public Journal Journal { get; } = Journal.Of(Keys.New());

        public bool Fails { get; init; }

        public Task Seen(string what)
        {
            if (Fails) throw new FormatException("this watcher fails");
            Journal.Add("seen " + what);
            return Task.CompletedTask;
        }

        public Task Told(string what)
        {
            Journal.Add("told " + what);
            return Task.CompletedTask;
        }

        public void Heard(string what) => Journal.Add("heard " + what);
    }
}
