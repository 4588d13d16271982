using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A grain's stored record, given to its constructor; read before the first call, not usable inside the constructor.</summary>
public interface IPersistentState<TState> : IStorage<TState>;
