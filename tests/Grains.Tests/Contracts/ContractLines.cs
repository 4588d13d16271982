using System.Reflection;
using HybridCalendar.Grains.Rooms;
using Orleans.Runtime;

namespace HybridCalendar.Grains.Tests.Contracts;

/// <summary>What builds of the product must agree on to work side by side: calls, messages and stored states, a line each.</summary>
internal static class ContractLines
{
    private const string Product = "HybridCalendar.";
    private static readonly Assembly s_interfaces = typeof(IRoomMailboxGrain).Assembly;
    private static readonly Assembly s_grains = typeof(AlertPlan).Assembly;

    public static IReadOnlyList<string> Read() =>
    [
        .. Own(s_interfaces).Concat(Own(s_grains)).Where(type => AliasOf(type) is not null).SelectMany(OfMessages)
            .Concat(Own(s_grains).SelectMany(OfStates))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<Type> Own(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.Namespace?.StartsWith(Product, StringComparison.Ordinal) is true);

    private static IEnumerable<string> OfMessages(Type type) =>
        type.IsInterface ? type.GetMethods().Select(method => OfCall(type, method))
        : type.IsEnum ? Enum.GetNames(type).Select(name => $"{AliasOf(type)} {Convert.ToInt64(Enum.Parse(type, name), null)} {name}")
        : type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Select(property => (Id: property.GetCustomAttribute<IdAttribute>()?.Id, property)).Where(member => member.Id is not null)
            .Select(member => $"{AliasOf(type)} {member.Id} {member.property.Name}: {Name(member.property.PropertyType)}");

    private static string OfCall(Type type, MethodInfo method) =>
        $"{AliasOf(type)} {method.GetCustomAttribute<AliasAttribute>()?.Alias}({string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)))}): {Name(method.ReturnType)}";

    /// <summary>States are stored by the names of their properties.</summary>
    private static IEnumerable<string> OfStates(Type grain) =>
        from constructor in grain.GetConstructors()
        from parameter in constructor.GetParameters()
        let stored = parameter.GetCustomAttribute<PersistentStateAttribute>()
        where stored is not null
        let state = parameter.ParameterType.GetGenericArguments()[0]
        from line in OfStored(state, []).Prepend($"state {stored.StateName}: {Name(state)}")
        select line;

    private static IEnumerable<string> OfStored(Type type, HashSet<Type> seen)
    {
        if (type.IsGenericType)
            return type.GetGenericArguments().SelectMany(argument => OfStored(argument, seen));
        if (type.Namespace?.StartsWith(Product, StringComparison.Ordinal) is not true || !seen.Add(type))
            return [];
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"stored {type.Name} {Convert.ToInt64(Enum.Parse(type, name), null)} {name}");
        var properties = type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanWrite).ToList();
        return properties.Select(property => $"stored {type.Name}.{property.Name}: {Name(property.PropertyType)}")
            .Concat(properties.SelectMany(property => OfStored(property.PropertyType, seen)));
    }

    private static string? AliasOf(Type type) => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias;

    private static string Name(Type type) =>
        AliasOf(type) ?? (type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name);
}
