using Orleans.Runtime;

namespace Orleans;

/// <summary>Makes references to grains and observers. Making one is cheap and calls nothing.</summary>
public interface IGrainFactory
{
    /// <summary>The grain of this interface with this key.</summary>
    /// <param name="primaryKey">A key with a prefix such as <c>room:</c>, see <see cref="IGrainWithStringKey"/>.</param>
    /// <param name="grainClassNamePrefix">Picks one class by the start of its full name, when several implement the interface.</param>
    /// <exception cref="ArgumentException">The key is refused, or no class, or more than one, implements the interface.</exception>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>The grain with this id.</summary>
    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable;

    /// <summary>The grain of this interface with this key.</summary>
    IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);

    /// <summary>
    /// A reference to an object outside of grains. It is held weakly: keep the object alive elsewhere, and renew subscriptions,
    /// as calls to a lost observer fail.
    /// </summary>
    TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver;

    /// <summary>Ends a reference made by <see cref="CreateObjectReference{T}"/>; later calls to it fail.</summary>
    void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver;
}
