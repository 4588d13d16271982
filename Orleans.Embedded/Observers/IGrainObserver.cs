using Orleans.Runtime;

namespace Orleans;

/// <summary>Base of observer interfaces: what a grain calls outside of grains. Methods return Task, or void when nobody waits.</summary>
public interface IGrainObserver : IAddressable;
