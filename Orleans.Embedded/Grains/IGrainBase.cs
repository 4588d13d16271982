using Orleans.Runtime;

namespace Orleans;

/// <summary>What a grain class has: its context, and what runs when an activation begins and ends.</summary>
public interface IGrainBase
{
    /// <summary>The activation this object lives in.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs once, after the persistent states were read and before the first call. A failure fails the waiting calls.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs after the last call. Best effort: it does not run when the process is killed.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
