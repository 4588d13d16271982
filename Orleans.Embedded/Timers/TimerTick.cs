namespace Orleans;

/// <summary>One tick, waiting for its turn.</summary>
internal sealed class TimerTick(GrainTimer timer) : GrainCall
{
    public override string Name => "timer";

    public override bool AlwaysInterleave => timer.Interleave;

    public override bool ReadOnly => false;

    public override bool KeepsAlive => timer.KeepAlive;

    public override bool IsOver => timer.IsDisposed;

    public override bool IsBoundToActivation => true;

    public override ValueTask<Exception?> InvokeAsync(object target, IncomingFilters filters, Activation? activation) => new(timer.TickAsync());

    public override void Complete()
    {
    }

    public override bool Fail(Exception failure) => false;
}
