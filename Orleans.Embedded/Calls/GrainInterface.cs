using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans;

/// <summary>A grain or observer interface and its methods, prepared once for all references.</summary>
internal sealed class GrainInterface(Type type)
{
    private static readonly ConcurrentDictionary<Type, GrainInterface> Known = new();

    private readonly ConcurrentDictionary<MethodInfo, GrainMethod> _methods = new();

    public Type Type { get; } = type;

    public bool IsObserver { get; } = typeof(IGrainObserver).IsAssignableFrom(type);

    public static GrainInterface Of(Type type) => Known.GetOrAdd(type, static type =>
        type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)
            ? new GrainInterface(type)
            : throw new ArgumentException($"{type.FullName} is not a grain or observer interface.", nameof(type)));

    /// <exception cref="CodecNotFoundException">A parameter or the result is not a message type.</exception>
    public GrainMethod Method(MethodInfo method) => _methods.GetOrAdd(method, static (method, owner) => GrainMethod.Of(method, owner), this);
}
