using System.Diagnostics;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Serialization;

namespace Orleans;

/// <summary>One interface method: how it is called, waited for, and its arguments copied.</summary>
internal abstract class GrainMethod
{
    private readonly bool[] _needsCopy;

    protected GrainMethod(MethodInfo method, GrainInterface owner)
    {
        Method = method;
        Interface = owner;
        Name = $"{owner.Type.Name}.{method.Name}";
        var parameters = method.GetParameters();
        foreach (var parameter in parameters) MessageContract.Check(parameter.ParameterType, $"{Name}({parameter.Name})");
        _needsCopy = [.. parameters.Select(parameter => !MessageContract.IsImmutable(parameter.ParameterType))];
        CancellationIndex = Array.FindIndex(parameters, parameter => parameter.ParameterType == typeof(CancellationToken));
        OneWay = method.ReturnType == typeof(void) || method.IsDefined(typeof(OneWayAttribute));
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        ReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
    }

    public MethodInfo Method { get; }

    public GrainInterface Interface { get; }

    /// <summary>For messages and spans.</summary>
    public string Name { get; }

    /// <summary>The place of the cancellation token among the arguments, or -1.</summary>
    public int CancellationIndex { get; }

    public bool OneWay { get; }

    public bool AlwaysInterleave { get; }

    public bool ReadOnly { get; }

    public TimeSpan? Timeout { get; }

    public static GrainMethod Of(MethodInfo method, GrainInterface owner)
    {
        if (method.IsGenericMethod) throw new NotSupportedException($"{owner.Type.Name}.{method.Name} is generic; calls need closed types.");
        var result = ReturnShape.ResultType(method.ReturnType) ?? throw new NotSupportedException(
            $"{owner.Type.Name}.{method.Name} must return Task, Task<T>, ValueTask or ValueTask<T> (or void on an observer).");
        if (method.ReturnType == typeof(void) && !owner.IsObserver)
            throw new NotSupportedException($"{owner.Type.Name}.{method.Name} returns void; a grain's method returns a task.");
        try
        {
            return (GrainMethod)Activator.CreateInstance(typeof(GrainMethod<>).MakeGenericType(result), method, owner)!;
        }
        catch (TargetInvocationException failure) when (failure.InnerException is { } cause)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
            throw new UnreachableException();
        }
    }

    /// <summary>Copies what the caller could still change.</summary>
    public void IsolateArguments(object?[] arguments)
    {
        CopyContext? context = null;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (_needsCopy[i] && arguments[i] is { } argument) arguments[i] = MessageCopier.Copy(argument, context ??= new CopyContext());
        }
    }

    public abstract GrainCall CreateCall(object?[] arguments);
}
