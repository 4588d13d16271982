using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;
using System.Numerics;

namespace Orleans.Serialization;

/// <summary>The types of .NET that travel with calls.</summary>
internal static class KnownTypes
{
    private static readonly FrozenSet<Type> Immutable = new[]
    {
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Uri), typeof(Version), typeof(BigInteger), typeof(Int128), typeof(UInt128), typeof(Half), typeof(CultureInfo), typeof(IPAddress),
        typeof(IPEndPoint), typeof(CancellationToken), typeof(Nothing), typeof(Runtime.GrainId), typeof(Runtime.GrainType), typeof(Runtime.IdSpan),
        typeof(Runtime.TickStatus),
    }.ToFrozenSet();

    private static readonly FrozenSet<Type> ImmutableContainers = new[]
    {
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>), typeof(ImmutableDictionary<,>),
        typeof(ImmutableSortedDictionary<,>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>), typeof(KeyValuePair<,>), typeof(Nullable<>),
        typeof(Tuple<>), typeof(Tuple<,>), typeof(Tuple<,,>), typeof(Tuple<,,,>),
        typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>),
    }.ToFrozenSet();

    private static readonly FrozenSet<Type> Collections = new[]
    {
        typeof(List<>), typeof(HashSet<>), typeof(SortedSet<>), typeof(Dictionary<,>), typeof(SortedDictionary<,>), typeof(Queue<>), typeof(Stack<>),
        typeof(ReadOnlyCollection<>),
    }.ToFrozenSet();

    public static bool IsImmutable(Type type) => type.IsPrimitive || type.IsEnum || Immutable.Contains(type)
        || typeof(Exception).IsAssignableFrom(type) || typeof(CultureInfo).IsAssignableFrom(type);

    /// <summary>As immutable as what it holds.</summary>
    public static bool IsImmutableContainer(Type type) => type.IsGenericType && ImmutableContainers.Contains(type.GetGenericTypeDefinition());

    public static bool IsCollection(Type type) => type.IsGenericType && Collections.Contains(type.GetGenericTypeDefinition());
}
