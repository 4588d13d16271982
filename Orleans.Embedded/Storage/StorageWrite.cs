namespace Orleans;

/// <summary>One write, waiting for a commit.</summary>
internal abstract class StorageWrite
{
    /// <summary>Runs inside the transaction. A failure is this write's own; what it throws undoes only its statement.</summary>
    public abstract void Apply(StorageStatements statements);

    /// <summary>After the commit: hands result or failure to who waits.</summary>
    public abstract void Complete();

    /// <summary>The commit itself failed: nothing of the batch is stored.</summary>
    public abstract void Fail(Exception failure);
}

/// <summary>One write with its result.</summary>
internal sealed class StorageWrite<TResult>(Func<StorageStatements, TResult> statement) : StorageWrite
{
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;
    private TResult? _result;

    public Task<TResult> Completion => _completion.Task;

    public override void Apply(StorageStatements statements)
    {
        try
        {
            _result = statement(statements);
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
    }

    public override void Complete()
    {
        if (_failure is null) _completion.TrySetResult(_result!);
        else _completion.TrySetException(_failure);
    }

    public override void Fail(Exception failure) => _completion.TrySetException(failure);
}
