using System.Reflection;

namespace Orleans.Runtime;

/// <summary>A reference to a grain or an observer; equal to others of the same id, through whichever interface.</summary>
public class GrainReference : DispatchProxy, IAddressable, IEquatable<GrainReference>
{
    private GrainInterface? _interface;
    private GrainCaller? _caller;

    /// <summary>Who is called.</summary>
    public GrainId GrainId { get; private set; }

    internal GrainCaller Caller => _caller!;

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && GrainId == other.GrainId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <summary>The interface and the grain; a hash stands for the key, which may hold an address.</summary>
    public override string ToString() => $"{_interface?.Type.Name} {GrainKey.ForLog(GrainId)}";

    internal static GrainReference Create(GrainCaller caller, GrainInterface grainInterface, GrainId id)
    {
        var reference = (GrainReference)Create(grainInterface.Type, typeof(GrainReference));
        reference._caller = caller;
        reference._interface = grainInterface;
        reference.GrainId = id;
        return reference;
    }

    /// <summary>Sends a call; the runtime's proxies come here.</summary>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _caller!.Send(this, _interface!.Method(targetMethod!), args ?? []);
}
