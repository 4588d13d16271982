using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans;

/// <summary>How an activation begins and ends.</summary>
internal sealed partial class Activation
{
    private DeactivationReason? _stopReason;

    public void Deactivate(DeactivationReason reason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_stopReason is not null || _phase >= Phase.Deactivating) return;
            _stopReason = reason;
            if (_phase != Phase.Active || _running > 0) return;
            _phase = Phase.Deactivating;
        }

        Start(static activation => _ = ((Activation)activation!).DeactivateAsync(), this);
    }

    private async Task ActivateAsync()
    {
        using var limit = new CancellationTokenSource(_catalog.Options.ActivationTimeout);
        try
        {
            _scope = _catalog.Services.CreateAsyncScope();
            GrainInstance = _class.Construct(this);
            foreach (var state in _states ?? []) await state.ReadStateAsync(limit.Token);
            if (GrainInstance is IGrainBase grain) await grain.OnActivateAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception failure)
        {
            LogActivationFailed(Logger, ToString(), failure);
            await FinishAsync(failure);
            return;
        }

        BecomeActive();
    }

    private void BecomeActive()
    {
        var stop = false;
        lock (_gate)
        {
            _phase = Phase.Active;
            _lastUsed = Time.GetTimestamp();
            if (_stopReason is not null)
            {
                _phase = Phase.Deactivating;
                stop = true;
            }
        }

        if (stop)
        {
            _ = DeactivateAsync();
            return;
        }

        StartInterleaved();
        StartWaiting();
    }

    /// <summary>Calls that interleave may have queued behind others while the grain was activated.</summary>
    private void StartInterleaved()
    {
        List<GrainCall> ready = [];
        lock (_gate)
        {
            if (_waiting is null || !_waiting.Any(call => call.AlwaysInterleave)) return;
            ready.AddRange(_waiting.Where(call => call.AlwaysInterleave));
            _waiting = new Queue<GrainCall>(_waiting.Where(call => !call.AlwaysInterleave));
            ready.ForEach(Begin);
        }

        foreach (var call in ready) Start(TakeTurn, new Turn(this, call));
    }

    private async Task DeactivateAsync()
    {
        StopTimers();
        try
        {
            using var limit = new CancellationTokenSource(_catalog.Options.DeactivationTimeout);
            if (GrainInstance is IGrainBase grain)
                await grain.OnDeactivateAsync(_stopReason!.Value, limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception failure)
        {
            LogDeactivationFailed(Logger, ToString(), failure);
        }

        await FinishAsync(null);
    }

    private async Task FinishAsync(Exception? failure)
    {
        StopTimers();
        await DisposeAsync();
        Queue<GrainCall>? waiting;
        TaskCompletionSource? deactivated;
        lock (_gate)
        {
            _phase = Phase.Finished;
            (waiting, _waiting) = (_waiting, null);
            deactivated = _deactivated;
        }

        _catalog.Remove(this);
        deactivated?.TrySetResult();
        foreach (var call in waiting ?? [])
        {
            if (failure is not null) call.Fail(failure);
            else if (!call.IsBoundToActivation && !call.IsOver) _catalog.Forward(call);
        }
    }

    private void StopTimers()
    {
        List<GrainTimer>? timers;
        lock (_gate) (timers, _timers) = (_timers, null);
        foreach (var timer in timers ?? []) timer.Dispose();
    }

    private async Task DisposeAsync()
    {
        try
        {
            if (GrainInstance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else if (GrainInstance is IDisposable disposable) disposable.Dispose();
            await _scope.DisposeAsync();
        }
        catch (Exception failure)
        {
            LogDeactivationFailed(Logger, ToString(), failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Grain} could not be activated")]
    private static partial void LogActivationFailed(ILogger logger, string grain, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Grain} failed while it was deactivated")]
    private static partial void LogDeactivationFailed(ILogger logger, string grain, Exception failure);
}
