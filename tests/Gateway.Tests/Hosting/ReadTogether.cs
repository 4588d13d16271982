using System.Reflection;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Users;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Hosting;

/// <summary>
/// Has requests that read settings go on only when a number of them have read, or when something else was done: they decide by what they read
/// before somebody wrote.
/// </summary>
internal sealed class ReadTogether
{
    private static readonly Type[] s_grains = [typeof(IRoomMailboxGrain), typeof(IUserGrain), typeof(IDeviceGrain)];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;
    private HeldRead? _next;

    /// <summary>Puts itself between the gateway and the grains that are configured.</summary>
    public void Adjust(IServiceCollection services)
    {
        var factory = services.Last(service => service.ServiceType == typeof(IGrainFactory));
        services.AddSingleton(provider => Between<IGrainFactory>(factory.ImplementationFactory!(provider)));
    }

    /// <summary>From now on so many reads wait for each other.</summary>
    public void Hold(int reads) => _left = reads;

    /// <summary>Has something done between a request's first read of a grain's settings and what follows from it.</summary>
    /// <typeparam name="T">The grain.</typeparam>
    /// <param name="begin">Begins the request.</param>
    /// <param name="meanwhile">What is done when it has read.</param>
    public async Task<HttpResponseMessage> DoBetweenAsync<T>(Func<Task<HttpResponseMessage>> begin, Func<Task> meanwhile)
    {
        var held = new HeldRead(typeof(T));
        _next = held;
        var request = begin();
        await held.HasRead.Task.WaitAsync(GatewayHost.LongDeadline);
        await meanwhile();
        held.GoesOn.SetResult();
        return await request;
    }

    private T Between<T>(object inner)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, Proxy>();
        ((Proxy)(object)proxy).Set(this, inner, typeof(T));
        return proxy;
    }

    private object Between(Type type, object inner) =>
        typeof(ReadTogether).GetMethod(nameof(Between), 1, BindingFlags.Instance | BindingFlags.NonPublic, null, [typeof(object)], null)!.MakeGenericMethod(type).Invoke(this, [inner])!;

    private async Task<T> HoldAsync<T>(Task<T> read)
    {
        var result = await read;
        if (Interlocked.Decrement(ref _left) == 0)
            _all.SetResult();
        if (_left >= 0)
            await _all.Task.WaitAsync(GatewayHost.Deadline);
        return result;
    }

    private static async Task<T> HoldOneAsync<T>(Task<T> read, HeldRead held)
    {
        var result = await read;
        held.HasRead.SetResult();
        await held.GoesOn.Task.WaitAsync(GatewayHost.LongDeadline);
        return result;
    }

    private bool IsNext(Type grain, out HeldRead? held)
    {
        held = _next;
        return held?.Grain == grain && Interlocked.CompareExchange(ref _next, null, held) == held;
    }

    private static object? Hold(string how, object? target, MethodInfo read, params object?[] values) =>
        typeof(ReadTogether).GetMethod(how, BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(read.ReturnType.GetGenericArguments()).Invoke(target, values);

    /// <summary>A read that waits.</summary>
    private sealed record HeldRead(Type Grain)
    {
        public TaskCompletionSource HasRead { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource GoesOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Hands all calls on.</summary>
#pragma warning disable CA1852 // Each proxy is of a subclass that is made at run time.
    public class Proxy : DispatchProxy
#pragma warning restore CA1852
    {
        private ReadTogether? _gate;
        private object? _inner;
        private Type? _grain;

        internal void Set(ReadTogether gate, object inner, Type grain) => (_gate, _inner, _grain) = (gate, inner, grain);

        protected override object? Invoke(MethodInfo? method, object?[]? args)
        {
            var result = method!.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
            return method.Name switch
            {
                "GetGrain" when s_grains.Contains(method.ReturnType) => _gate!.Between(method.ReturnType, result!),
                "GetSettings" or "GetStatus" when _gate!._left > 0 => Hold(nameof(HoldAsync), _gate, method, result),
                "GetSettings" or "GetStatus" when _gate!.IsNext(_grain!, out var held) => Hold(nameof(HoldOneAsync), null, method, result, held),
                _ => result,
            };
        }
    }
}
