using Orleans.Runtime;

namespace Orleans;

/// <summary>Who a grain is, from inside (a grain object) and outside (a reference).</summary>
public static class GrainExtensions
{
    /// <summary>The same grain through another of its interfaces; from inside a grain, a reference to itself.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        var reference = ReferenceOf(grain);
        return (TGrainInterface)(object)reference.Caller.Reference(reference.GrainId, typeof(TGrainInterface));
    }

    /// <summary>The grain's class and key.</summary>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        IGrainBase activated => activated.GrainContext.GrainId,
        _ => throw NotAGrain(grain),
    };

    /// <summary>The grain's key.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    internal static GrainReference ReferenceOf(IAddressable grain) => grain switch
    {
        GrainReference reference => reference,
        IGrainBase activated => activated.GrainContext.GrainReference,
        _ => throw NotAGrain(grain),
    };

    private static ArgumentException NotAGrain(IAddressable grain) =>
        new($"{grain?.GetType().FullName ?? "null"} is neither a grain nor a reference to one.", nameof(grain));
}
