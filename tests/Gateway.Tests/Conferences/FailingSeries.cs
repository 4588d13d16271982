namespace HybridCalendar.Gateway.Tests.Conferences;

/// <summary>A series that fails whatever it is told, as one whose state cannot be opened.</summary>
internal sealed class FailingSeries : IIncomingGrainCallFilter
{
    private volatile string? _failing;

    /// <summary>Its key; null for none.</summary>
    public string? Failing
    {
        get => _failing;
        set => _failing = value;
    }

    public Task Invoke(IIncomingGrainCallContext context) => context.TargetId.Key.ToString() == Failing
        ? Task.FromException(new InvalidOperationException("The state cannot be opened."))
        : context.Invoke();
}
