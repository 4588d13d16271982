namespace Orleans;

/// <summary>A call of a method, and the caller's wait for it.</summary>
internal sealed class GrainCall<TResult>(GrainMethod<TResult> method, object?[] arguments) : MethodCall(method, arguments)
{
    private readonly TaskCompletionSource<TResult> _caller = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Exception? _failure;
    private TResult? _result;

    public override bool IsOver => _caller.Task.IsCompleted;

    public override object? ReturnValue => method.OneWay
        ? method.ToReturnValue(Task.FromResult(default(TResult)!))
        : method.ToReturnValue(_caller.Task);

    public override async ValueTask<Exception?> InvokeAsync(object target, IncomingFilters filters, Activation? activation)
    {
        try
        {
            var result = activation is null || filters.AreNoneFor(target)
                ? await method.Invoker(target, Arguments)
                : await new IncomingCallContext<TResult>(this, method, target, filters, activation).RunAsync();
            _result = method.IsolateResult(result);
            return null;
        }
        catch (Exception failure)
        {
            return _failure = failure;
        }
    }

    public override void Complete()
    {
        if (_failure is not null) Fail(_failure);
        else if (_caller.TrySetResult(_result!)) Release();
    }

    public override bool Fail(Exception failure)
    {
        if (!_caller.TrySetException(failure)) return false;
        if (Method.OneWay) _ = _caller.Task.Exception;
        Release();
        return true;
    }
}
