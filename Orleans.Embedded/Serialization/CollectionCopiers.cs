using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;

namespace Orleans.Serialization;

/// <summary>Copies arrays and the collections of <see cref="KnownTypes"/>, with their comparers.</summary>
internal static class CollectionCopiers
{
    private static readonly Dictionary<Type, string> Methods = new()
    {
        [typeof(List<>)] = nameof(List),
        [typeof(HashSet<>)] = nameof(HashSet),
        [typeof(SortedSet<>)] = nameof(SortedSet),
        [typeof(Dictionary<,>)] = nameof(Dictionary),
        [typeof(SortedDictionary<,>)] = nameof(SortedDictionary),
        [typeof(Queue<>)] = nameof(Queue),
        [typeof(Stack<>)] = nameof(Stack),
        [typeof(ReadOnlyCollection<>)] = nameof(ReadOnly),
        [typeof(ImmutableArray<>)] = nameof(ImmutableArrayOf),
        [typeof(ImmutableList<>)] = nameof(ImmutableListOf),
        [typeof(ImmutableDictionary<,>)] = nameof(ImmutableDictionaryOf),
        [typeof(KeyValuePair<,>)] = nameof(Pair),
    };

    public static Func<object, CopyContext, object>? Find(Type type)
    {
        if (type.IsSZArray) return Bind(nameof(Array), type.GetElementType()!);
        if (type.IsGenericType && Methods.TryGetValue(type.GetGenericTypeDefinition(), out var method)) return Bind(method, type.GetGenericArguments());
        if (type.IsArray || (KnownTypes.IsImmutableContainer(type) && !type.Name.Contains("Tuple", StringComparison.Ordinal)))
            throw new CodecNotFoundException($"{type} with members that can change cannot travel with a call; use an array, a list or a dictionary.");
        return null;
    }

    private static Func<object, CopyContext, object> Bind(string method, params Type[] items) =>
        typeof(CollectionCopiers).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(items).CreateDelegate<Func<object, CopyContext, object>>();

    private static object Recorded<T>(object original, T copy, CopyContext context, Action<T> fill) where T : class
    {
        if (context.TryGet(original, out var known)) return known;
        context.Record(original, copy);
        fill(copy);
        return copy;
    }

    private static object Array<T>(object value, CopyContext context)
    {
        var items = (T[])value;
        if (MessageContract.IsImmutable(typeof(T))) return items.Clone();
        return Recorded(value, new T[items.Length], context, copy =>
        {
            for (var i = 0; i < items.Length; i++) copy[i] = MessageCopier.CopyItem(items[i], context);
        });
    }

    private static object List<T>(object value, CopyContext context)
    {
        var items = (List<T>)value;
        if (MessageContract.IsImmutable(typeof(T))) return new List<T>(items);
        return Recorded(value, new List<T>(items.Count), context, copy => items.ForEach(item => copy.Add(MessageCopier.CopyItem(item, context))));
    }

    private static object HashSet<T>(object value, CopyContext context)
    {
        var items = (HashSet<T>)value;
        return Recorded(value, new HashSet<T>(items.Count, items.Comparer), context, copy => copy.UnionWith(Each(items, context)));
    }

    private static object SortedSet<T>(object value, CopyContext context)
    {
        var items = (SortedSet<T>)value;
        return Recorded(value, new SortedSet<T>(items.Comparer), context, copy => copy.UnionWith(Each(items, context)));
    }

    private static object Dictionary<TKey, TValue>(object value, CopyContext context) where TKey : notnull
    {
        var items = (Dictionary<TKey, TValue>)value;
        return Recorded(value, new Dictionary<TKey, TValue>(items.Count, items.Comparer), context, copy => Fill(copy, items, context));
    }

    private static object SortedDictionary<TKey, TValue>(object value, CopyContext context) where TKey : notnull
    {
        var items = (SortedDictionary<TKey, TValue>)value;
        return Recorded(value, new SortedDictionary<TKey, TValue>(items.Comparer), context, copy => Fill(copy, items, context));
    }

    private static object Queue<T>(object value, CopyContext context) =>
        Recorded(value, new Queue<T>(), context, copy =>
        {
            foreach (var item in Each((Queue<T>)value, context)) copy.Enqueue(item);
        });

    private static object Stack<T>(object value, CopyContext context) =>
        Recorded(value, new Stack<T>(), context, copy =>
        {
            foreach (var item in Each(((Stack<T>)value).Reverse(), context)) copy.Push(item);
        });

    private static object ReadOnly<T>(object value, CopyContext context) =>
        new ReadOnlyCollection<T>([.. Each((ReadOnlyCollection<T>)value, context)]);

    private static object ImmutableArrayOf<T>(object value, CopyContext context)
    {
        var items = (ImmutableArray<T>)value;
        return items.IsDefault ? value : ImmutableArray.CreateRange(Each(items, context));
    }

    private static object ImmutableListOf<T>(object value, CopyContext context) => ImmutableList.CreateRange(Each((ImmutableList<T>)value, context));

    private static object ImmutableDictionaryOf<TKey, TValue>(object value, CopyContext context) where TKey : notnull
    {
        var items = (ImmutableDictionary<TKey, TValue>)value;
        return ImmutableDictionary.CreateRange(items.KeyComparer, items.ValueComparer, items.Select(item => CopyPair(item, context)));
    }

    private static object Pair<TKey, TValue>(object value, CopyContext context) => CopyPair((KeyValuePair<TKey, TValue>)value, context);

    private static KeyValuePair<TKey, TValue> CopyPair<TKey, TValue>(KeyValuePair<TKey, TValue> pair, CopyContext context) =>
        new(MessageCopier.CopyItem(pair.Key, context), MessageCopier.CopyItem(pair.Value, context));

    private static void Fill<TKey, TValue>(IDictionary<TKey, TValue> copy, IEnumerable<KeyValuePair<TKey, TValue>> items, CopyContext context)
    {
        foreach (var item in items) copy.Add(CopyPair(item, context));
    }

    private static IEnumerable<T> Each<T>(IEnumerable<T> items, CopyContext context)
    {
        foreach (var item in items) yield return MessageCopier.CopyItem(item, context);
    }
}
