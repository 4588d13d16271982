using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Serialization;

/// <summary>Which types may travel with calls, and which of them need no copy.</summary>
internal static class MessageContract
{
    private static readonly ConcurrentDictionary<Type, bool> Checked = new();
    private static readonly ConcurrentDictionary<Type, bool> Immutables = new();

    /// <param name="type">A declared or an actual type.</param>
    /// <param name="where">Names the place for the message.</param>
    /// <exception cref="CodecNotFoundException">The type, or one it holds, is not a message type.</exception>
    public static void Check(Type type, string where) => Check(type, where, []);

    /// <summary>Whether no holder of a value of this declared type can change it.</summary>
    public static bool IsImmutable(Type declared) =>
        (declared.IsValueType || declared.IsSealed) && IsExactlyImmutable(declared);

    /// <summary>Whether no holder of a value of just this type can change it.</summary>
    public static bool IsExactlyImmutable(Type type) => Immutables.GetOrAdd(type, static type => IsImmutable(type, []));

    private static void Check(Type type, string where, HashSet<Type> visited)
    {
        if (Checked.ContainsKey(type) || !visited.Add(type) || KnownTypes.IsImmutable(type) || typeof(IAddressable).IsAssignableFrom(type)) return;
        if (type.IsArray)
        {
            Check(type.GetElementType()!, where, visited);
        }
        else if (KnownTypes.IsCollection(type) || KnownTypes.IsImmutableContainer(type) || IsDecidedByValue(type))
        {
            foreach (var argument in type.GetGenericArguments()) Check(argument, where, visited);
        }
        else if (Converters.Find(type) is null)
        {
            CheckMembers(type, where, visited);
        }

        Checked.TryAdd(type, true);
    }

    private static void CheckMembers(Type type, string where, HashSet<Type> visited)
    {
        foreach (var level in MessageMembers.Levels(type))
        {
            if (MessageMembers.Fault(level) is { } fault)
            {
                throw new CodecNotFoundException(
                    $"{where}: {type} cannot travel with a call, because {level} {fault}. Message types have [GenerateSerializer], [Alias], and [Id] on each member.");
            }
        }

        foreach (var field in MessageMembers.Fields(type)) Check(field.FieldType, $"{where}: {type.Name}", visited);
    }

    /// <summary>Interfaces and abstract types say nothing; the value's own type is checked when it travels.</summary>
    private static bool IsDecidedByValue(Type type) =>
        type == typeof(object) || type.IsInterface || (type.IsAbstract && !type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false));

    private static bool IsImmutable(Type type, HashSet<Type> visited)
    {
        // A type that holds itself is immutable if the rest of it is.
        if (!visited.Add(type) || KnownTypes.IsImmutable(type)) return true;
        if (KnownTypes.IsImmutableContainer(type)) return type.GetGenericArguments().All(argument => IsImmutableMember(argument, visited));
        if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)) return false;
        if (type.IsDefined(typeof(ImmutableAttribute), inherit: false)) return true;
        return MessageMembers.AllFields(type).All(field =>
            !MessageMembers.IsLeftOut(field) && (field.IsInitOnly || type.IsValueType)
            && (field.IsDefined(typeof(ImmutableAttribute), inherit: false) || IsImmutableMember(field.FieldType, visited)));
    }

    private static bool IsImmutableMember(Type declared, HashSet<Type> visited) =>
        (declared.IsValueType || declared.IsSealed || KnownTypes.IsImmutable(declared)) && IsImmutable(declared, visited);
}
