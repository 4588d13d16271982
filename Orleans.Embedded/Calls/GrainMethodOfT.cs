using System.Linq.Expressions;
using System.Reflection;
using Orleans.Serialization;

namespace Orleans;

/// <summary>A method whose task gives a <typeparamref name="TResult"/>.</summary>
internal sealed class GrainMethod<TResult> : GrainMethod
{
    private readonly bool _copiesResult;

    public GrainMethod(MethodInfo method, GrainInterface owner) : base(method, owner)
    {
        if (typeof(TResult) != typeof(Nothing)) MessageContract.Check(typeof(TResult), $"{Name} returns");
        _copiesResult = !MessageContract.IsImmutable(typeof(TResult));
        Invoker = CompileInvoker(method, owner.Type);
        ToReturnValue = ReturnShape.ToCaller<TResult>(method.ReturnType);
    }

    public Func<object, object?[], ValueTask<TResult>> Invoker { get; }

    /// <summary>Turns the call's task into what the method returns.</summary>
    public Func<Task<TResult>, object?> ToReturnValue { get; }

    public override GrainCall CreateCall(object?[] arguments) => new GrainCall<TResult>(this, arguments);

    public TResult IsolateResult(TResult result) =>
        _copiesResult && result is not null ? (TResult)MessageCopier.Copy(result, new CopyContext()) : result;

    private static Func<object, object?[], ValueTask<TResult>> CompileInvoker(MethodInfo method, Type grainInterface)
    {
        var target = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var call = Expression.Call(
            Expression.Convert(target, method.DeclaringType ?? grainInterface),
            method,
            method.GetParameters().Select((parameter, index) =>
                Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(index)), parameter.ParameterType)));
        var body = ReturnShape.FromGrain<TResult>(call);
        return Expression.Lambda<Func<object, object?[], ValueTask<TResult>>>(body, target, arguments).Compile();
    }
}
