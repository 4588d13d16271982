using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>When a grain timer ticks, and how its ticks behave.</summary>
public readonly struct GrainTimerCreationOptions()
{
    /// <summary>With these times.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period) : this()
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>From now to the first tick; <see cref="Timeout.InfiniteTimeSpan"/> for none until changed.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>From the end of one tick to the next; <see cref="Timeout.InfiniteTimeSpan"/> for one tick only.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Ticks run between the awaits of other turns instead of as turns of their own.</summary>
    public bool Interleave { get; init; }

    /// <summary>Ticks count as use: the activation is not collected as idle.</summary>
    public bool KeepAlive { get; init; }
}
