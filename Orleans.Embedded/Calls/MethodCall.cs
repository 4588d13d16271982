namespace Orleans;

/// <summary>A call of a method, whatever its result.</summary>
internal abstract class MethodCall(GrainMethod method, object?[] arguments) : GrainCall
{
    private CancellationTokenRegistration _cancellation;

    public GrainMethod Method { get; } = method;

    public object?[] Arguments { get; } = arguments;

    /// <summary>The pending calls that watch this one's deadline.</summary>
    public PendingCalls? Pending { get; set; }

    /// <summary>What the proxy's method returns.</summary>
    public abstract object? ReturnValue { get; }

    public override string Name => Method.Name;

    public override bool AlwaysInterleave => Method.AlwaysInterleave;

    public override bool ReadOnly => Method.ReadOnly;

    /// <summary>Ends the caller's wait when its token is cancelled; the grain sees the same token.</summary>
    public void CancelWith(CancellationToken token)
    {
        if (token.CanBeCanceled)
            _cancellation = token.UnsafeRegister(static (state, token) => ((GrainCall)state!).Fail(new OperationCanceledException(token)), this);
    }

    protected void Release()
    {
        _cancellation.Unregister();
        Pending?.Remove(this);
    }
}
