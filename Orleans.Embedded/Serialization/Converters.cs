using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Serialization;

/// <summary>The converters of the loaded assemblies, by the type they convert.</summary>
internal static class Converters
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<Type, Func<object, CopyContext, object>>> ByAssembly = new();
    private static readonly string Here = typeof(Converters).Assembly.GetName().Name!;

    public static Func<object, CopyContext, object>? Find(Type type)
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (ByAssembly.GetOrAdd(assembly, Read).TryGetValue(type, out var copy)) return copy;
        }

        return null;
    }

    private static Dictionary<Type, Func<object, CopyContext, object>> Read(Assembly assembly)
    {
        var found = new Dictionary<Type, Func<object, CopyContext, object>>();
        if (assembly.IsDynamic || !assembly.GetReferencedAssemblies().Any(reference => reference.Name == Here)) return found;
        foreach (var converter in assembly.GetTypes().Where(type => type.IsDefined(typeof(RegisterConverterAttribute))))
        {
            foreach (var contract in converter.GetInterfaces().Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConverter<,>)))
            {
                var copy = typeof(Converters).GetMethod(nameof(Copy), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(contract.GetGenericArguments());
                found[contract.GetGenericArguments()[0]] = (Func<object, CopyContext, object>)copy.Invoke(null, [Activator.CreateInstance(converter)])!;
            }
        }

        return found;
    }

    private static Func<object, CopyContext, object> Copy<TValue, TSurrogate>(IConverter<TValue, TSurrogate> converter) where TSurrogate : struct =>
        (value, context) =>
        {
            var surrogate = (TSurrogate)MessageCopier.Copy(converter.ConvertToSurrogate((TValue)value), context);
            return converter.ConvertFromSurrogate(surrogate)!;
        };
}
