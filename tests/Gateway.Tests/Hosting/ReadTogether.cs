using System.Reflection;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Users;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Hosting;

/// <summary>Has requests that read settings go on only when a number of them have read: each decides by what it read before any of them wrote.</summary>
internal sealed class ReadTogether
{
    private static readonly Type[] s_grains = [typeof(IRoomMailboxGrain), typeof(IUserGrain), typeof(IDeviceGrain)];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;

    /// <summary>Puts itself between the gateway and the grains that are configured.</summary>
    public void Adjust(IServiceCollection services)
    {
        var factory = services.Last(service => service.ServiceType == typeof(IGrainFactory));
        services.AddSingleton(provider => Between<IGrainFactory>(factory.ImplementationFactory!(provider)));
    }

    /// <summary>From now on so many reads wait for each other.</summary>
    public void Hold(int reads) => _left = reads;

    private T Between<T>(object inner)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, Proxy>();
        ((Proxy)(object)proxy).Set(this, inner);
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

    /// <summary>Hands all calls on.</summary>
#pragma warning disable CA1852 // Each proxy is of a subclass that is made at run time.
    public class Proxy : DispatchProxy
#pragma warning restore CA1852
    {
        private ReadTogether? _gate;
        private object? _inner;

        internal void Set(ReadTogether gate, object inner) => (_gate, _inner) = (gate, inner);

        protected override object? Invoke(MethodInfo? method, object?[]? args)
        {
            var result = method!.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
            return method.Name switch
            {
                "GetGrain" when s_grains.Contains(method.ReturnType) => _gate!.Between(method.ReturnType, result!),
                "GetSettings" or "GetStatus" when _gate!._left > 0 => typeof(ReadTogether).GetMethod(nameof(HoldAsync), BindingFlags.Instance | BindingFlags.NonPublic)!
                    .MakeGenericMethod(method.ReturnType.GetGenericArguments()).Invoke(_gate, [result]),
                _ => result,
            };
        }
    }
}
