using System.Collections.Immutable;
using System.Diagnostics;
using Orleans.Embedded;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans;

/// <summary>Makes references, and sends the calls made on them.</summary>
internal sealed class GrainCaller(GrainCatalog catalog, ObserverRegistry observers, PendingCalls pending, OrleansEmbeddedOptions options)
{
    public GrainReference Reference(GrainId id, Type grainInterface) =>
        GrainReference.Create(this, GrainInterface.Of(grainInterface), id);

    public object? Send(GrainReference target, GrainMethod method, object?[] arguments)
    {
        ReferToGrains(method, arguments);
        method.IsolateArguments(arguments);
        var call = (MethodCall)method.CreateCall(arguments);
        call.Target = target.GrainId;
        call.Source = RuntimeContext.Current?.GrainId;
        call.RequestContext = Isolated(RequestContext.Current);
        call.Parent = Activity.Current?.Context ?? default;
        if (!method.OneWay)
        {
            call.Pending = pending;
            pending.Add(call, method.Timeout ?? options.ResponseTimeout);
            if (method.CancellationIndex >= 0) call.CancelWith((CancellationToken)arguments[method.CancellationIndex]!);
        }

        if (method.Interface.IsObserver) observers.Dispatch(call);
        else catalog.Dispatch(call);
        return call.ReturnValue;
    }

    /// <summary>A grain that passes itself passes a reference, as an object must not leave its activation.</summary>
    private void ReferToGrains(GrainMethod method, object?[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is IGrainBase grain)
                arguments[i] = Reference(grain.GrainContext.GrainId, method.Method.GetParameters()[i].ParameterType);
        }
    }

    private static ImmutableDictionary<string, object>? Isolated(ImmutableDictionary<string, object>? values)
    {
        if (values is null) return null;
        var context = new CopyContext();
        foreach (var (key, value) in values)
        {
            var copy = MessageCopier.Copy(value, context);
            if (!ReferenceEquals(copy, value)) values = values.SetItem(key, copy);
        }

        return values;
    }
}
