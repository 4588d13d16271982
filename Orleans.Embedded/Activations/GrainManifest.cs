using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans;

/// <summary>The grain classes of the host, by name and by interface.</summary>
internal sealed class GrainManifest
{
    private readonly Dictionary<GrainType, GrainClass> _classes = [];
    private readonly ConcurrentDictionary<(Type Interface, string? ClassNamePrefix), GrainType> _byInterface = new();

    public GrainManifest(IEnumerable<Assembly> assemblies)
    {
        foreach (var type in assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()).Where(GrainClass.IsGrainClass))
        {
            var grainClass = new GrainClass(type);
            if (!_classes.TryAdd(grainClass.GrainType, grainClass))
                throw new InvalidOperationException($"{type.FullName} and {_classes[grainClass.GrainType].Type.FullName} are both stored as grain type '{grainClass.GrainType}'.");
        }

        CheckStateNames();
        CheckMessages();
    }

    public GrainClass ClassOf(GrainType type) => _classes.TryGetValue(type, out var grainClass)
        ? grainClass
        : throw new ArgumentException($"No grain class of type '{type}' is in the assemblies given to the host.");

    public GrainType GrainTypeOf(Type grainInterface, string? classNamePrefix) =>
        _byInterface.GetOrAdd((grainInterface, classNamePrefix), static (key, manifest) => manifest.Find(key.Interface, key.ClassNamePrefix), this);

    private GrainType Find(Type grainInterface, string? classNamePrefix)
    {
        var found = _classes.Values
            .Where(candidate => candidate.Interfaces.Contains(grainInterface))
            .Where(candidate => classNamePrefix is null || candidate.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal))
            .ToList();
        if (found.Count > 1 && found.Where(candidate => IsNamedAfter(candidate.Type, grainInterface)).Take(2).ToList() is [var named]) return named.GrainType;
        return found switch
        {
            [var only] => only.GrainType,
            [] => throw new ArgumentException($"Could not find an implementation for interface {grainInterface.FullName}"),
            _ => throw new ArgumentException(
                $"Unable to identify a single appropriate grain type for interface {grainInterface.FullName}. Candidates: {string.Join(", ", found.Select(candidate => candidate.Type.FullName))}"),
        };
    }

    private static bool IsNamedAfter(Type grainClass, Type grainInterface) =>
        grainInterface.Name == "I" + grainClass.Name || grainInterface.Name + "Grain" == "I" + grainClass.Name;

    /// <summary>ADO.NET storage does not put the class into a row's key: one name for two classes would mix their rows.</summary>
    private void CheckStateNames()
    {
        foreach (var shared in _classes.Values.SelectMany(owner => owner.StateNames.Select(name => (name, owner))).GroupBy(pair => pair.name).Where(group => group.Count() > 1))
        {
            throw new InvalidOperationException(
                $"The state name '{shared.Key}' is used more than once: {string.Join(", ", shared.Select(pair => pair.owner.Type.FullName))}. Give each state its own name.");
        }
    }

    /// <summary>As Orleans does, a host does not start with methods whose calls could not be made.</summary>
    private void CheckMessages()
    {
        var faults = new List<string>();
        foreach (var grainInterface in _classes.Values.SelectMany(grainClass => grainClass.Interfaces).Distinct())
        {
            foreach (var method in grainInterface.GetInterfaces().Prepend(grainInterface).SelectMany(type => type.GetMethods()))
            {
                try
                {
                    GrainInterface.Of(grainInterface).Method(method);
                }
                catch (Exception fault) when (fault is CodecNotFoundException or NotSupportedException)
                {
                    faults.Add(fault.Message);
                }
            }
        }

        if (faults.Count > 0) throw new InvalidOperationException(string.Join(Environment.NewLine, faults.Prepend("Grain interfaces that cannot be called:")));
    }
}
