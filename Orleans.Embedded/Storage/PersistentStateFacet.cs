using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Gives a grain's constructor its state.</summary>
internal static class PersistentStateFacet
{
    public static Func<Activation, object?> Bind(ParameterInfo parameter, PersistentStateAttribute attribute)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new InvalidOperationException($"{parameter.Member.DeclaringType}: [PersistentState] belongs on a parameter of type IPersistentState<T>.");
        var create = typeof(PersistentStateFacet).GetMethod(nameof(Create), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.GetGenericArguments());
        var bound = create.CreateDelegate<Func<Activation, string, object>>();
        return activation => bound(activation, attribute.StateName);
    }

    private static object Create<TState>(Activation activation, string stateName)
    {
        var state = new PersistentState<TState>(activation.ActivationServices.GetRequiredService<StateStore>(), stateName, activation.GrainId);
        activation.Add(state);
        return state;
    }
}
