using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract;

/// <summary>On the runtime of this build. Each test has one of its own, as some restart it.</summary>
public sealed class ReminderTests : ReminderContract, IAsyncLifetime
{
    private ITestRuntime? _runtime;

    protected override ITestRuntime Runtime => _runtime!;

    public async ValueTask InitializeAsync() => _runtime = await TestRuntime.StartAsync(new RuntimeSettings());

    public ValueTask DisposeAsync() => _runtime?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>When reminders tick, and what they outlive.</summary>
public abstract class ReminderContract
{
    /// <summary>How exactly a reminder's time is stored.</summary>
    private static readonly TimeSpan s_stored = TimeSpan.FromMilliseconds(1);
    private readonly string _key = Keys.New();

    protected abstract ITestRuntime Runtime { get; }

    private TimeSpan Unit => Runtime.Unit;

    private Journal Journal => Journal.Of(_key);

    private IReminderGrain Grain => Runtime.Grains.GetGrain<IReminderGrain>(_key);

    [Fact]
    public async Task A_reminder_ticks_at_its_due_time_and_then_every_period_and_says_when()
    {
        var before = Runtime.Now;
        await Grain.Register("wake", 2 * Unit, Unit);
        var after = Runtime.Now;
        await Runtime.ElapseAsync(2 * Unit);
        await TicksAsync("wake", 3);
        var tick = Ticks.Of(_key).First();
        tick.FirstTickTime.Kind.ShouldBe(DateTimeKind.Utc);
        tick.Period.ShouldBe(Unit);
        tick.FirstTickTime.ShouldBeInRange((before + 2 * Unit - s_stored).UtcDateTime, (after + 2 * Unit + s_stored).UtcDateTime);
        tick.CurrentTickTime.ShouldBeGreaterThanOrEqualTo(tick.FirstTickTime);
    }

    [Fact]
    public async Task A_tick_activates_the_grain()
    {
        await Grain.Register("wake", 2 * Unit, 10 * Unit);
        await Grain.End();
        await Runtime.ElapseAsync(2 * Unit);
        await Journal.WaitForAsync("wake");
    }

    [Fact]
    public async Task A_failed_tick_is_not_repeated_before_the_next_period()
    {
        await Grain.Register("failing", Unit, 4 * Unit);
        await Runtime.ElapseAsync(Unit);
        await Journal.WaitForAsync("failing");
        await Grain.Settle();
        await Runtime.ElapseAsync(2 * Unit);
        await Grain.Settle();
        await Runtime.ElapseAsync(2 * Unit);
        await Journal.WaitForAsync("failing", 2);
        // What the ticks themselves tell: a busy machine is late.
        var second = Ticks.Of(_key).ElementAt(1);
        second.CurrentTickTime.ShouldBeGreaterThan(second.FirstTickTime + 3 * Unit);
    }

    [Fact]
    public async Task A_reminder_survives_a_restart()
    {
        await Grain.Register("wake", 10 * Unit, 10 * Unit);
        await Runtime.RestartAsync(Unit);
        (await Grain.Names()).ShouldBe(["wake"]);
        await Grain.End();
        await Runtime.ElapseAsync(10 * Unit);
        await Journal.WaitForAsync("wake");
        Ticks.Of(_key).First().Period.ShouldBe(10 * Unit);
    }

    [Fact]
    public async Task Ticks_missed_while_down_are_lost_and_the_next_comes_at_its_time()
    {
        await Grain.Register("wake", 5 * Unit, 4 * Unit);
        var stopped = Runtime.Now.UtcDateTime;
        await Runtime.RestartAsync(10 * Unit);
        // On real time it may have ticked while it was being stopped, and while the next one was being started.
        var ticked = Journal.Count("wake");
        if (TestRuntime.IsEmbedded)
        {
            await Runtime.ElapseAsync(2 * Unit);
            await Grain.Settle();
            Journal.Count("wake").ShouldBe(0);
        }

        await Runtime.ElapseAsync(2 * Unit);
        await Journal.WaitForAsync("wake", ticked + 1);
        var tick = Ticks.Of(_key).Last();
        tick.CurrentTickTime.ShouldBeGreaterThanOrEqualTo(tick.FirstTickTime + 2 * tick.Period);
        tick.CurrentTickTime.ShouldBeGreaterThan(stopped + 10 * Unit);
        // On real time a busy machine decides how late it is.
        if (TestRuntime.IsEmbedded)
            ((tick.CurrentTickTime - tick.FirstTickTime).Ticks % tick.Period.Ticks).ShouldBe(0);
    }

    [Fact]
    public async Task An_unregistered_reminder_ticks_no_more_also_after_a_restart()
    {
        await Grain.Register("wake", 2 * Unit, Unit);
        await Grain.Unregister("wake");
        (await Grain.Has("wake")).ShouldBeFalse();
        await Grain.Settle();
        // On real time it ticks when a busy machine takes long to unregister it.
        var ticked = Journal.Entries.Count;
        if (TestRuntime.IsEmbedded)
            ticked.ShouldBe(0);
        await Runtime.ElapseAsync(4 * Unit);
        await Grain.Settle();
        await Runtime.RestartAsync(Unit);
        await Runtime.ElapseAsync(4 * Unit);
        await Grain.Settle();
        Journal.Entries.Count.ShouldBe(ticked);
        (await Grain.Names()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reminder_registered_anew_follows_its_new_times()
    {
        await Grain.Register("wake", 1000 * Unit, 1000 * Unit);
        await Grain.Register("wake", Unit, 2 * Unit);
        (await Grain.Names()).ShouldBe(["wake"]);
        await Runtime.ElapseAsync(Unit);
        await Journal.WaitForAsync("wake");
        Ticks.Of(_key).First().Period.ShouldBe(2 * Unit);
    }

    [Fact]
    public async Task A_grain_finds_its_reminders_and_not_those_of_others()
    {
        await Grain.Register("b", 1000 * Unit, 1000 * Unit);
        await Grain.Register("a", 1000 * Unit, 1000 * Unit);
        await Runtime.Grains.GetGrain<IReminderGrain>(Keys.New()).Register("c", 1000 * Unit, 1000 * Unit);
        (await Grain.Names()).ShouldBe(["a", "b"]);
        (await Grain.Has("a")).ShouldBeTrue();
        (await Grain.Has("c")).ShouldBeFalse();
    }

    [Fact]
    public async Task Impossible_reminders_are_refused()
    {
        await Should.ThrowAsync<ArgumentException>(() => Grain.Register("often", Unit, TimeSpan.FromMilliseconds(1)));
        await Should.ThrowAsync<ArgumentException>(() => Grain.Register("before", TimeSpan.FromSeconds(-1), Unit));
        await Should.ThrowAsync<InvalidOperationException>(() => Runtime.Grains.GetGrain<IForgetfulGrain>(Keys.New()).Register());
    }

    private async Task TicksAsync(string name, int count)
    {
        for (var ticks = 1; ticks <= count; ticks++)
        {
            await Journal.WaitForAsync(name, ticks);
            await Grain.Settle();
            await Runtime.ElapseAsync(Unit);
        }
    }
}
