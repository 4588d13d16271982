using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Serialization;

/// <summary>The fields of a message type, with those of its bases; refuses fields that have no [Id].</summary>
internal static class MessageMembers
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IEnumerable<Type> Levels(Type type)
    {
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType) yield return level;
    }

    /// <summary>All fields, those that do not travel included.</summary>
    public static IEnumerable<FieldInfo> AllFields(Type type) => Levels(type).SelectMany(level => level.GetFields(Declared));

    /// <summary>The fields that travel.</summary>
    public static IEnumerable<FieldInfo> Fields(Type type) => AllFields(type).Where(field => !IsLeftOut(field));

    public static bool IsLeftOut(FieldInfo field) => field.IsDefined(typeof(NonSerializedAttribute));

    /// <summary>Why one level of a type is not a message type, or null.</summary>
    public static string? Fault(Type level)
    {
        if (level.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not { } attribute) return "has no [GenerateSerializer]";
        if (!level.IsDefined(typeof(AliasAttribute), inherit: false)) return "has no [Alias]";
        var ids = new HashSet<uint>();
        foreach (var field in level.GetFields(Declared).Where(field => !IsLeftOut(field)))
        {
            var member = Member(field, level);
            if (member.GetCustomAttribute<IdAttribute>() is { } id)
            {
                if (!ids.Add(id.Id)) return $"has two members with [Id({id.Id})], one of them {member.Name}";
            }
            else if (!(attribute.IncludePrimaryConstructorParameters && IsPositional(member, level)))
            {
                return $"has the member {member.Name} without [Id] (or [field: NonSerialized], if it shall not travel)";
            }
        }

        return null;
    }

    private static MemberInfo Member(FieldInfo field, Type level) =>
        field.IsDefined(typeof(CompilerGeneratedAttribute)) && field.Name.StartsWith('<')
            ? (MemberInfo?)level.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], Declared) ?? field
            : field;

    private static bool IsPositional(MemberInfo member, Type level) =>
        member is PropertyInfo property && IsRecord(level) && level.GetConstructors(Declared).Any(constructor =>
            constructor.GetParameters().Any(parameter => parameter.Name == property.Name && parameter.ParameterType == property.PropertyType));

    private static bool IsRecord(Type level) =>
        level.GetMethod("PrintMembers", Declared)?.IsDefined(typeof(CompilerGeneratedAttribute)) == true;
}
