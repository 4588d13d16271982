using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Wiring;
using HybridCalendar.Scenarios.Tests.Check;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>The Sandbox, and the product in a process of its own, in which many scenarios take place beside one another.</summary>
internal sealed class ScenarioWorld : IAsyncDisposable
{
    private readonly Playground _playground;
    private readonly GatewayDatabase? _database;
    private readonly WorldClock _clock;
    private readonly ProductClient _product;
    private readonly HttpClient _control;
    private readonly Enrolment _enrolment;
    private readonly Calm _calm;
    private ProductProcess _process;
    private int _restarts;
    private volatile TaskCompletionSource _up = Completed();

    private ScenarioWorld(Playground playground, GatewayDatabase? database, WorldClock clock, CalendarClient outlook, ProductProcess process)
    {
        (_playground, _database, _clock, Outlook, _process) = (playground, database, clock, outlook, process);
        var sandbox = playground.Sandbox.Services;
        _product = new ProductClient(playground.Addresses.Gateway, playground.Administrator.Key);
        _control = new HttpClient { BaseAddress = playground.Addresses.Sandbox };
        _enrolment = new Enrolment(sandbox, _product);
        _calm = new Calm(sandbox);
        Explainer = new Explainer(_product);
        Checker = new Checker(sandbox, Time);
        Trouble = new Trouble(_control);
        Graph = sandbox.GetRequiredService<GraphWorld>();
    }

    public TimeProvider Time => _clock.Time;

    /// <summary>The day from which scenarios count, UTC.</summary>
    public DateTime Today => Time.GetUtcNow().UtcDateTime.Date;

    public CalendarClient Outlook { get; }

    public Trouble Trouble { get; }

    public Checker Checker { get; }

    public Explainer Explainer { get; }

    public GraphWorld Graph { get; }

    /// <summary>Completed while the product is up.</summary>
    public Task Up => _up.Task;

    /// <summary>Another one than before when something happened that keeps the product from hearing all: a restart, or Graph holding back what it tells.</summary>
    public (int Restarts, long Withheld) Disturbances => (Volatile.Read(ref _restarts), _calm.Withheld);

    /// <param name="seed">Decides the day on which it begins.</param>
    public static async Task<ScenarioWorld> StartAsync(int seed)
    {
        ScenarioWorld? world = null;
        ProductProcess? first = null;
        var clock = new WorldClock(WorldClock.StartOf(seed));
        var database = GatewayDatabase.IsNeeded ? await GatewayDatabase.StartAsync() : null;
        var playground = await Playground.StartAsync(PlaygroundAddresses.Free(), time: clock.Time, startGateway: async (settings, _) =>
        {
            var urls = settings.Single(setting => setting.StartsWith("--urls=", StringComparison.Ordinal));
            var ahead = clock.Time.GetUtcNow() - TimeProvider.System.GetUtcNow();
            var process = await ProductProcess.StartAsync([.. settings, .. database?.Settings ?? [], "--Logging:LogLevel:Default=None"], new Uri(urls["--urls=".Length..]), ahead);
            if (world is null)
                first = process;
            else
                world._process = process;
            return process;
        });
        world = new ScenarioWorld(playground, database, clock, await CalendarClient.SignInAsync(playground.Addresses.Sandbox), first!);
        return world;
    }

    /// <summary>Puts people, rooms and devices into the Sandbox and into the product, and waits until the product watches them.</summary>
    public Task AddAsync(Cast cast) => _enrolment.AddAsync(cast);

    /// <summary>An administrator has a person's mailbox watched, or no longer.</summary>
    public Task WatchAsync(CastPerson who, bool isEnabled) => _enrolment.WatchAsync(who, isEnabled);

    /// <summary>An administrator removes a person from the product.</summary>
    public Task RemoveAsync(CastPerson who) => _enrolment.RemoveAsync(who);

    /// <summary>Lets time pass step by step, and in each step all that it brings about.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan step)
    {
        await _clock.PassAsync(time, step, _process, _calm);
        await Outlook.SignInAgainAsync();
    }

    /// <summary>Lets time pass at once, as when the machine slept.</summary>
    public async Task SleepAsync(TimeSpan time)
    {
        await _clock.SleepAsync(time, _process, _calm);
        await Outlook.SignInAgainAsync();
    }

    /// <summary>Ends the product and starts it again on the same data.</summary>
    /// <param name="kills">As kill -9; else it is asked to end.</param>
    public async Task RestartAsync(bool kills)
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _up = up;
        Interlocked.Increment(ref _restarts);
        if (kills)
            _process.Kill();
        else
            await _process.StopAsync();
        await _playground.RestartGatewayAsync();
        up.SetResult();
    }

    /// <summary>The meeting in its organizer's calendar.</summary>
    public CalendarItem? Find(Meeting meeting) => Checker.Find(meeting);

    public async ValueTask DisposeAsync()
    {
        _product.Dispose();
        _control.Dispose();
        _calm.Dispose();
        Outlook.Dispose();
        await _playground.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        _clock.Dispose();
    }

    private static TaskCompletionSource Completed()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
