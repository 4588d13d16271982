using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans;

/// <summary>One grain in memory. This part: who it is; the others: its turns, and its life.</summary>
internal sealed partial class Activation : IGrainContext
{
    private readonly Lock _gate = new();
    private readonly GrainCatalog _catalog;
    private readonly GrainClass _class;
    private readonly ActivationScheduler _scheduler;
    private List<GrainTimer>? _timers;
    private List<IStoredState>? _states;
    private GrainReference? _reference;
    private AsyncServiceScope _scope;
    private TaskCompletionSource? _deactivated;
    private long _lastUsed;
    private long _keepUntil;

    public Activation(GrainId id, GrainClass grainClass, GrainCatalog catalog)
    {
        GrainId = id;
        _class = grainClass;
        _catalog = catalog;
        _scheduler = new ActivationScheduler(this);
        _lastUsed = catalog.Time.GetTimestamp();
    }

    public GrainId GrainId { get; }

    public object? GrainInstance { get; private set; }

    public GrainReference GrainReference => _reference ??= _catalog.Caller.Reference(GrainId, _class.AnyInterface);

    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    public TimeProvider Time => _catalog.Time;

    public ILogger Logger => _catalog.Logger;

    public ReminderService Reminders => _catalog.Reminders;

    public Task Deactivated
    {
        get
        {
            lock (_gate)
            {
                _deactivated ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_phase == Phase.Finished) _deactivated.TrySetResult();
                return _deactivated.Task;
            }
        }
    }

    public static Activation Of(IGrainContext? context) => context as Activation
        ?? throw new InvalidOperationException("This grain was not constructed by the runtime.");

    /// <summary>Nothing runs and nothing waits.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_gate) return _phase is Phase.Active or Phase.Finished && _running == 0 && _waiting is not { Count: > 0 };
        }
    }

    /// <summary>Whether no call came for this long, and none runs.</summary>
    public bool IsIdleFor(TimeSpan age)
    {
        lock (_gate)
        {
            return _phase == Phase.Active && _running == 0 && Time.GetElapsedTime(_lastUsed) >= age
                && (_keepUntil == 0 || (_keepUntil != long.MaxValue && Time.GetTimestamp() >= _keepUntil));
        }
    }

    public void DelayDeactivation(TimeSpan time)
    {
        var ticks = (long)(time.TotalSeconds * Time.TimestampFrequency);
        lock (_gate) _keepUntil = time == Timeout.InfiniteTimeSpan ? long.MaxValue : time <= TimeSpan.Zero ? 0 : Time.GetTimestamp() + ticks;
    }

    public IGrainTimer AddTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (!ReferenceEquals(RuntimeContext.Current, this))
            throw new InvalidOperationException("A grain timer is registered inside a turn of its grain.");
        var timer = new GrainTimer(this, callback, options);
        lock (_gate) (_timers ??= []).Add(timer);
        timer.Start();
        return timer;
    }

    public void Forget(GrainTimer timer)
    {
        lock (_gate) _timers?.Remove(timer);
    }

    /// <summary>Takes a state that is read before the first call.</summary>
    public void Add(IStoredState state) => (_states ??= []).Add(state);

    public override string ToString() => GrainKey.ForLog(GrainId);
}
