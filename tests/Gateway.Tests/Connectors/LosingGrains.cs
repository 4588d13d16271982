using System.Reflection;
using System.Threading.Channels;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Connectors;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>Grains of connectors of which the first answer of some methods never comes, though the call is done.</summary>
/// <param name="lossy">The methods.</param>
public sealed class LosingGrains(params string[] lossy)
{
    private readonly Lock _lock = new();
    private readonly List<(string Method, string? First)> _calls = [];
    private readonly List<(string Method, int Calls, TaskCompletionSource Made)> _waiting = [];
    private readonly Channel<string> _losses = Channel.CreateUnbounded<string>();

    /// <summary>The method whose answer was lost next.</summary>
    public Task<string> NextLostAsync() => _losses.Reader.ReadAsync().AsTask().WaitAsync(GatewayHost.LongDeadline);

    /// <summary>Completes when a method was called so often.</summary>
    public Task WaitForAsync(string method, int calls)
    {
        var wait = (Method: method, Calls: calls, Made: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
            _waiting.Add(wait);
        Tell();
        return wait.Made.Task;
    }

    /// <summary>The first arguments of a method's calls: of those of a link the connection.</summary>
    public IReadOnlyList<string?> ArgumentsOf(string method)
    {
        lock (_lock)
            return [.. _calls.Where(call => call.Method == method).Select(call => call.First)];
    }

    public IGrainFactory Over(IServiceProvider services)
    {
        var factory = DispatchProxy.Create<IGrainFactory, Losing>();
        ((Losing)(object)factory).Set(services.GetRequiredService<IClusterClient>(), InvokeFactory);
        return factory;
    }

    private object? InvokeFactory(object factory, MethodInfo method, object?[]? arguments)
    {
        var made = method.Invoke(factory, arguments);
        return made switch
        {
            IConnectorGrain connector => Over(connector),
            IConnectorPoolGrain pool => Over(pool),
            _ => made,
        };
    }

    private T Over<T>(T grain)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, Losing>();
        ((Losing)(object)proxy).Set(grain, InvokeGrain);
        return proxy;
    }

    private object? InvokeGrain(object grain, MethodInfo method, object?[]? arguments)
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = !_calls.Exists(call => call.Method == method.Name);
            _calls.Add((method.Name, arguments?.FirstOrDefault() as string));
        }
        Tell();
        var answer = (Task)method.Invoke(grain, arguments)!;
        return isFirst && lossy.Contains(method.Name) ? Lose(answer, method) : answer;
    }

    private void Tell()
    {
        lock (_lock)
        {
            foreach (var (_, _, made) in _waiting.Where(wait => _calls.Count(call => call.Method == wait.Method) >= wait.Calls))
                made.TrySetResult();
        }
    }

    /// <summary>A task of the method's type that never ends.</summary>
    private object Lose(Task answer, MethodInfo method)
    {
        _ = answer.ContinueWith(_ => _losses.Writer.TryWrite(method.Name), TaskScheduler.Default);
        var result = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments()[0] : typeof(bool);
        var source = Activator.CreateInstance(typeof(TaskCompletionSource<>).MakeGenericType(result))!;
        return source.GetType().GetProperty(nameof(TaskCompletionSource<bool>.Task))!.GetValue(source)!;
    }

    /// <summary>Hands every call to a function.</summary>
    public class Losing : DispatchProxy
    {
        private object _target = null!;
        private Func<object, MethodInfo, object?[]?, object?> _invoke = null!;

        internal void Set(object target, Func<object, MethodInfo, object?[]?, object?> invoke) => (_target, _invoke) = (target, invoke);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _invoke(_target, targetMethod!, args);
    }
}
