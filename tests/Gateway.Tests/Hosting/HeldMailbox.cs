namespace HybridCalendar.Gateway.Tests.Hosting;

/// <summary>A mailbox whose calendar Office 365 does not give before it is let go, by its disposal: the gateway would wait for it also when a test fails.</summary>
public sealed class HeldMailbox : IDisposable
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _given = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the calendar was asked for.</summary>
    public Task AskedAsync() => _asked.Task.WaitAsync(GatewayHost.LongDeadline);

    public void Dispose() => _given.TrySetResult();

    internal Task WaitAsync(CancellationToken cancel)
    {
        _asked.TrySetResult();
        return _given.Task.WaitAsync(cancel);
    }
}
