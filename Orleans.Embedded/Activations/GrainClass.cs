using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain class: its stored name, its interfaces, and how it is constructed.</summary>
internal sealed class GrainClass
{
    private readonly ConstructorInvoker _constructor;
    private readonly Func<Activation, object?>[] _arguments;

    public GrainClass(Type type)
    {
        Type = type;
        GrainType = GrainType.Create(type.GetCustomAttribute<GrainTypeAttribute>()?.GrainType ?? DefaultName(type));
        Interfaces = [.. type.GetInterfaces().Where(IsGrainInterface)];
        AnyInterface = Interfaces[0];
        var constructors = type.GetConstructors();
        if (constructors.Length != 1) throw new InvalidOperationException($"{type.FullName} must have one public constructor.");
        _constructor = ConstructorInvoker.Create(constructors[0]);
        var parameters = constructors[0].GetParameters();
        _arguments = [.. parameters.Select(Argument)];
        StateNames = [.. parameters.Select(parameter => parameter.GetCustomAttribute<PersistentStateAttribute>()?.StateName).OfType<string>()];
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public Type[] Interfaces { get; }

    public Type AnyInterface { get; }

    public string[] StateNames { get; }

    public static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && typeof(IGrainBase).IsAssignableFrom(type) && type.GetInterfaces().Any(IsGrainInterface);

    public object Construct(Activation activation)
    {
        var arguments = new object?[_arguments.Length];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = _arguments[i](activation);
        return _constructor.Invoke(arguments.AsSpan());
    }

    private static bool IsGrainInterface(Type type) => typeof(IGrainWithStringKey).IsAssignableFrom(type) && type != typeof(IGrainWithStringKey);

    private static string DefaultName(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name[..^5] : name;
    }

    private static Func<Activation, object?> Argument(ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } state) return PersistentStateFacet.Bind(parameter, state);
        if (parameter.ParameterType == typeof(IGrainContext)) return activation => activation;
        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
            return activation => activation.ActivationServices.GetRequiredKeyedService(parameter.ParameterType, keyed.Key);
        if (parameter.HasDefaultValue)
            return activation => activation.ActivationServices.GetService(parameter.ParameterType) ?? parameter.DefaultValue;
        return activation => activation.ActivationServices.GetRequiredService(parameter.ParameterType);
    }
}
