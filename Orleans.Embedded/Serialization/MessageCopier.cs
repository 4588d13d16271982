using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Serialization;

/// <summary>Copies what travels with calls, so that caller and grain share nothing that one of them could change.</summary>
internal static class MessageCopier
{
    private static readonly ConcurrentDictionary<Type, Func<object, CopyContext, object>> Copiers = new();
    private static readonly Func<object, object> Clone =
        typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!.CreateDelegate<Func<object, object>>();

    /// <exception cref="CodecNotFoundException">The value's type, or that of something it holds, is not a message type.</exception>
    public static object Copy(object value, CopyContext context)
    {
        var copier = Copiers.GetOrAdd(value.GetType(), Build);
        return copier(value, context);
    }

    public static T CopyItem<T>(T item, CopyContext context) => item is null ? item : (T)Copy(item, context);

    private static Func<object, CopyContext, object> Build(Type type)
    {
        if (typeof(GrainReference).IsAssignableFrom(type)) return Same;
        if (typeof(IAddressable).IsAssignableFrom(type))
            throw new ArgumentException($"{type} must not leave its activation: pass AsReference<T>(), or for an observer CreateObjectReference<T>().");
        MessageContract.Check(type, type.Name);
        if (MessageContract.IsExactlyImmutable(type)) return Same;
        if (Converters.Find(type) is { } converter) return converter;
        return CollectionCopiers.Find(type) ?? CopyMembers(type);
    }

    private static object Same(object value, CopyContext context) => value;

    private static Func<object, CopyContext, object> CopyMembers(Type type)
    {
        var fields = MessageMembers.Fields(type)
            .Where(field => !MessageContract.IsImmutable(field.FieldType) && !field.IsDefined(typeof(ImmutableAttribute), inherit: false)).ToArray();
        var leftOut = MessageMembers.AllFields(type).Where(MessageMembers.IsLeftOut).ToArray();
        return (original, context) =>
        {
            if (context.TryGet(original, out var copy)) return copy;
            copy = Clone(original);
            if (!type.IsValueType) context.Record(original, copy);
            foreach (var field in leftOut) field.SetValue(copy, null);
            foreach (var field in fields)
            {
                if (field.GetValue(original) is { } member) field.SetValue(copy, Copy(member, context));
            }

            return copy;
        };
    }
}
