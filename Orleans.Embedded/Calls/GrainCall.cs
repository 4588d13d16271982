using System.Collections.Immutable;
using System.Diagnostics;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A turn to take: a method call, or a timer's tick.</summary>
internal abstract class GrainCall
{
    public GrainId Target { get; set; }

    /// <summary>The calling grain, if one calls.</summary>
    public GrainId? Source { get; set; }

    public ImmutableDictionary<string, object>? RequestContext { get; set; }

    public ActivityContext Parent { get; set; }

    /// <summary>How often the call met an activation that was ending.</summary>
    public int Forwards { get; set; }

    /// <summary>When the caller stops waiting, in the pending calls' clock; and the call's neighbours there.</summary>
    public long Deadline { get; set; }

    public GrainCall? Previous { get; set; }

    public GrainCall? Next { get; set; }

    public int Stripe { get; set; } = -1;

    public abstract string Name { get; }

    public abstract bool AlwaysInterleave { get; }

    public abstract bool ReadOnly { get; }

    /// <summary>Whether the turn counts as use of the grain.</summary>
    public virtual bool KeepsAlive => true;

    /// <summary>Nobody waits any more: do not start it.</summary>
    public abstract bool IsOver { get; }

    /// <summary>The call belongs to this one activation and is dropped with it.</summary>
    public virtual bool IsBoundToActivation => false;

    /// <summary>Runs the call and keeps its outcome; never throws. Gives the failure, if it failed.</summary>
    public abstract ValueTask<Exception?> InvokeAsync(object target, IncomingFilters filters, Activation? activation);

    /// <summary>Hands the outcome to the caller.</summary>
    public abstract void Complete();

    /// <summary>Ends the caller's wait with a failure; false when it had ended already.</summary>
    public abstract bool Fail(Exception failure);
}
