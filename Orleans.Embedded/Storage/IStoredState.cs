namespace Orleans;

/// <summary>A state that an activation reads before its first call.</summary>
internal interface IStoredState
{
    Task ReadStateAsync(CancellationToken cancellationToken);
}
