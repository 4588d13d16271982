using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans;

/// <summary>Which call may run when: one at a time, but for read-only calls among each other and those that always interleave.</summary>
internal sealed partial class Activation
{
    private static readonly ActivitySource Spans = new("Microsoft.Orleans.Application");
    private static readonly Action<object?> TakeTurn = static state =>
    {
        var (activation, call) = (Turn)state!;
        _ = activation.RunTurnAsync(call);
    };

    private Phase _phase;
    private Queue<GrainCall>? _waiting;
    private int _running;
    private int _blocking;
    private bool _blockingReadOnly;

    /// <summary>Takes a call, to run now or later. False when this activation is over.</summary>
    public bool TryReceive(GrainCall call)
    {
        var activate = false;
        lock (_gate)
        {
            if (_phase == Phase.Finished) return false;
            if (!MayStart(call, jumpsQueue: false))
            {
                (_waiting ??= new Queue<GrainCall>(1)).Enqueue(call);
                if (_phase != Phase.New) return true;
                _phase = Phase.Activating;
                activate = true;
            }
            else
            {
                Begin(call);
            }
        }

        if (activate) Start(static activation => _ = ((Activation)activation!).ActivateAsync(), this);
        else Start(TakeTurn, new Turn(this, call));
        return true;
    }

    private bool MayStart(GrainCall call, bool jumpsQueue)
    {
        if (_phase != Phase.Active || _stopReason is not null) return false;
        if (call.AlwaysInterleave) return true;
        if (!jumpsQueue && _waiting is { Count: > 0 }) return false;
        return _blocking == 0 || (call.ReadOnly && _blockingReadOnly);
    }

    private void Begin(GrainCall call)
    {
        _running++;
        if (call.AlwaysInterleave) return;
        _blocking++;
        _blockingReadOnly = call.ReadOnly;
    }

    private async Task RunTurnAsync(GrainCall call)
    {
        RequestContext.Current = call.RequestContext;
        using var span = Spans.HasListeners() ? Spans.StartActivity(call.Name, ActivityKind.Server, call.Parent) : null;
        if (!call.IsOver)
        {
            var failure = await call.InvokeAsync(GrainInstance!, _catalog.Filters, this);
            if (failure is not null) AfterFailure(call, failure, span);
            call.Complete();
        }

        EndTurn(call);
    }

    /// <summary>A write that met another's write proves the memory of this activation stale.</summary>
    private void AfterFailure(GrainCall call, Exception failure, Activity? span)
    {
        span?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
        if (call is MethodCall { Method.OneWay: true }) LogOneWayFailed(Logger, call.Name, ToString(), failure);
        if (failure is not InconsistentStateException { IsSourceActivation: true } inconsistent) return;
        inconsistent.IsSourceActivation = false;
        Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, failure, "The state in memory was stale."));
    }

    private void EndTurn(GrainCall call)
    {
        var stop = false;
        lock (_gate)
        {
            _running--;
            if (!call.AlwaysInterleave) _blocking--;
            if (call.KeepsAlive) _lastUsed = Time.GetTimestamp();
            if (_stopReason is not null && _running == 0 && _phase == Phase.Active)
            {
                _phase = Phase.Deactivating;
                stop = true;
            }
        }

        if (stop) Start(static activation => _ = ((Activation)activation!).DeactivateAsync(), this);
        else StartWaiting();
    }

    private void StartWaiting()
    {
        while (true)
        {
            GrainCall? next;
            lock (_gate)
            {
                if (_waiting is null || !_waiting.TryPeek(out next)) return;
                if (!next.IsOver && !MayStart(next, jumpsQueue: true)) return;
                _waiting.Dequeue();
                if (next.IsOver) continue;
                Begin(next);
            }

            Start(TakeTurn, new Turn(this, next));
        }
    }

    /// <summary>Starts work on the scheduler without the starter's flow of control: its locals are not the grain's.</summary>
    private void Start(Action<object?> work, object state)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            new Task(work, state).Start(_scheduler);
            return;
        }

        using (ExecutionContext.SuppressFlow()) new Task(work, state).Start(_scheduler);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The one-way call {Method} to {Grain} failed")]
    private static partial void LogOneWayFailed(ILogger logger, string method, string grain, Exception failure);

    private sealed record Turn(Activation Activation, GrainCall Call);
}
