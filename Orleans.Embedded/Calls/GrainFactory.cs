using Orleans.Runtime;

namespace Orleans;

/// <summary>The factory and client of the host.</summary>
internal sealed class GrainFactory(GrainCaller caller, GrainManifest manifest, ObserverRegistry observers, IServiceProvider services)
    : IClusterClient
{
    public IServiceProvider ServiceProvider { get; } = services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey => (TGrainInterface)(object)Grain(typeof(TGrainInterface), primaryKey, grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) =>
        (IGrain)(object)Grain(grainInterfaceType, grainPrimaryKey, null);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)caller.Reference(grainId, typeof(TGrainInterface));

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is GrainReference or IGrainBase) throw new ArgumentException("An observer is an ordinary object, not a grain or a reference.", nameof(obj));
        return (TGrainObserverInterface)(object)caller.Reference(observers.Add(obj), typeof(TGrainObserverInterface));
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not GrainReference reference) throw new ArgumentException("Give the reference, not the observer.", nameof(obj));
        if (!observers.Remove(reference.GrainId)) throw new ArgumentException("The reference was deleted before.", nameof(obj));
    }

    private GrainReference Grain(Type grainInterface, string key, string? classNamePrefix)
    {
        GrainKey.Check(key, grainInterface);
        var type = manifest.GrainTypeOf(grainInterface, classNamePrefix);
        return caller.Reference(new GrainId(type, IdSpan.Create(key)), grainInterface);
    }
}
