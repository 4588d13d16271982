using System.Linq.Expressions;

namespace Orleans;

/// <summary>The result of methods that give none.</summary>
internal readonly struct Nothing;

/// <summary>The shapes a method can return: void, Task, Task of T, ValueTask, ValueTask of T.</summary>
internal static class ReturnShape
{
    /// <summary>T, or <see cref="Nothing"/>; null for other shapes.</summary>
    public static Type? ResultType(Type returned)
    {
        if (returned == typeof(void) || returned == typeof(Task) || returned == typeof(ValueTask)) return typeof(Nothing);
        if (!returned.IsGenericType) return null;
        var definition = returned.GetGenericTypeDefinition();
        return definition == typeof(Task<>) || definition == typeof(ValueTask<>) ? returned.GetGenericArguments()[0] : null;
    }

    /// <summary>What the proxy gives to the caller.</summary>
    public static Func<Task<TResult>, object?> ToCaller<TResult>(Type returned)
    {
        if (returned == typeof(void)) return static _ => null;
        if (returned == typeof(ValueTask)) return static task => new ValueTask(task);
        if (returned == typeof(ValueTask<TResult>)) return static task => new ValueTask<TResult>(task);
        return static task => task;
    }

    /// <summary>What the grain's method returned, as one shape.</summary>
    public static Expression FromGrain<TResult>(MethodCallExpression call) => call.Type switch
    {
        var type when type == typeof(ValueTask<TResult>) => call,
        var type when type == typeof(Task<TResult>) => Expression.Call(typeof(ReturnShape), nameof(Typed), [typeof(TResult)], call),
        var type when type == typeof(Task) => Expression.Call(typeof(ReturnShape), nameof(Untyped), null, call),
        var type when type == typeof(ValueTask) => Expression.Call(typeof(ReturnShape), nameof(UntypedValue), null, call),
        _ => Expression.Block(call, Expression.Constant(default(ValueTask<Nothing>))),
    };

    private static ValueTask<TResult> Typed<TResult>(Task<TResult>? task) => new(task ?? throw NullTask());

    private static ValueTask<Nothing> Untyped(Task? task)
    {
        if (task is null) throw NullTask();
        return task.IsCompletedSuccessfully ? default : new ValueTask<Nothing>(Await(task));
    }

    private static ValueTask<Nothing> UntypedValue(ValueTask task) =>
        task.IsCompletedSuccessfully ? default : new ValueTask<Nothing>(Await(task.AsTask()));

    private static async Task<Nothing> Await(Task task)
    {
        await task;
        return default;
    }

    private static InvalidOperationException NullTask() => new("The grain's method returned null instead of a task.");
}
