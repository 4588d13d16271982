using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox.Graph.Control;
using HybridCalendar.Sandbox.Time;
using HybridCalendar.Sandbox.Wiring;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.EndToEnd.Tests.Faults;

/// <summary>The small world on a clock that tests move: mailboxes look by themselves when their time has come, and nobody asks them to.</summary>
public class MovableWorld : SmallWorld
{
    /// <summary>The product's reconcile period, and a little more.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromMinutes(16);

    /// <summary>Shorter than any deadline, so that calls which are under way survive.</summary>
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longStep = TimeSpan.FromSeconds(15);
    private const int MostLooks = 25;
    private readonly VirtualClock _clock;
    private CallsUnderWay? _calls;

    public MovableWorld()
        : this(start: null)
    {
    }

    /// <param name="start">When it begins; null for now.</param>
    protected MovableWorld(DateTimeOffset? start) => _clock = new VirtualClock(start: start);

    internal override TimeProvider Time => _clock;

    internal BrokenSeries Series { get; } = new();

    internal BrokenDevices Devices { get; } = new();

    internal override Task<IAsyncDisposable> StartGatewayAsync(string[] settings, CancellationToken cancellationToken) => GatewayInProcess.StartAsync(
        [.. settings, "--Logging:LogLevel:Default=Error"],
        builder => builder.Services.AddSingleton<TimeProvider>(_clock)
            .AddSingleton<IIncomingGrainCallFilter>(Series)
            .AddSingleton<IIncomingGrainCallFilter>(Devices),
        cancellationToken);

    /// <param name="time">How long.</param>
    /// <param name="step">How much at once, where nothing is expected to take long; null for less than any deadline.</param>
    internal async Task PassAsync(TimeSpan time, TimeSpan? step = null)
    {
        var by = step ?? s_step;
        for (var passed = TimeSpan.Zero; passed < time; passed += by)
        {
            _clock.Advance(by);
            await SettleAsync();
        }
        await Outlook.SignInAgainAsync();
    }

    /// <summary>
    /// Lets time pass until all is well: how much that takes depends on how often something was tried in vain before. On a busy machine what
    /// fell due is still to be done when the clock has moved on, and is waited for.
    /// </summary>
    /// <param name="findProblem">Null when all is well.</param>
    /// <param name="most">After this time, by the moved clock, all that has to happen is due.</param>
    internal async Task PassUntilAsync(Func<Task<string?>> findProblem, TimeSpan most)
    {
        var until = _clock.GetUtcNow() + most;
        while (_clock.GetUtcNow() < until && await findProblem() is not null)
            await PassAsync(s_longStep, s_longStep);
        await Deadline.WaitAsync(findProblem);
    }

    /// <summary>
    /// Waits, by the real clock, until nobody calls Graph or Webex or is told anything: a call that is under way while the clock jumps
    /// looks slow, and Graph tells less to a gateway that looks so. A call that waits for the clock itself is not waited for.
    /// </summary>
    private async Task SettleAsync()
    {
        var counters = Playground.Sandbox.Services.GetRequiredService<CallCounters>();
        long Count() => counters.ByApp.Values.Sum(app => app.Values.Sum()) + counters.Events.Values.Sum();
        bool IsTelling() => counters.Events is var events && events.GetValueOrDefault("notificationsTried") < events.GetValueOrDefault("notificationsQueued");
        _calls ??= new CallsUnderWay(Playground.Sandbox.Services);
        var looks = 0;
        for (long before = -1, now = Count(); before != now || IsTelling() || (_calls.Any && looks < MostLooks); before = now, now = Count(), looks++)
            await Task.Delay(TimeSpan.FromMilliseconds(before == -1 ? 1 : 20), TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _calls?.Dispose();
        await base.DisposeAsync();
        _clock.Dispose();
    }
}
