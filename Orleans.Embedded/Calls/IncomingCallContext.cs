using System.Reflection;
using System.Runtime.ExceptionServices;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>One call on its way through the filters.</summary>
internal sealed class IncomingCallContext<TResult>(
    MethodCall call, GrainMethod<TResult> method, object grain, IncomingFilters filters, Activation activation)
    : IIncomingGrainCallContext, IInvokable
{
    private int _next;
    private object? _result;
    private Exception? _failure;

    public IInvokable Request => this;

    public object Grain => grain;

    public GrainId? SourceId => call.Source;

    public GrainId TargetId => call.Target;

    public IGrainContext TargetContext => activation;

    public string InterfaceName => method.Interface.Type.FullName!;

    public string MethodName => method.Method.Name;

    public MethodInfo InterfaceMethod => method.Method;

    public MethodInfo ImplementationMethod
    {
        get
        {
            var map = grain.GetType().GetInterfaceMap(method.Method.DeclaringType!);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, method.Method)];
        }
    }

    public object? Result
    {
        get => _result;
        set => (_result, _failure) = (value, null);
    }

    /// <summary>A filter that catches a failure has to set a result as well: without one, the failure stands.</summary>
    public async Task<TResult> RunAsync()
    {
        await Invoke();
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
        return Result is null ? default! : (TResult)Result;
    }

    public Task Invoke()
    {
        var step = _next++;
        if (step < filters.All.Length) return filters.All[step].Invoke(this);
        return step == filters.All.Length && grain is IIncomingGrainCallFilter own ? own.Invoke(this) : InvokeGrainAsync();
    }

    public int GetArgumentCount() => call.Arguments.Length;

    public object? GetArgument(int index) => call.Arguments[index];

    public void SetArgument(int index, object value) => call.Arguments[index] = value;

    public string GetMethodName() => MethodName;

    public string GetInterfaceName() => InterfaceName;

    public MethodInfo GetMethod() => InterfaceMethod;

    public Type GetInterfaceType() => method.Interface.Type;

    private async Task InvokeGrainAsync()
    {
        try
        {
            var result = await method.Invoker(grain, call.Arguments);
            Result = typeof(TResult) == typeof(Nothing) ? null : result;
        }
        catch (Exception failure)
        {
            _failure = failure;
            throw;
        }
    }
}
