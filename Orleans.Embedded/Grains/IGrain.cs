using Orleans.Runtime;

namespace Orleans;

/// <summary>Base of all grain interfaces. Methods return Task, Task&lt;T&gt;, ValueTask or ValueTask&lt;T&gt;.</summary>
public interface IGrain : IAddressable;

/// <summary>
/// A grain known by a string. The key begins with a prefix such as <c>room:</c> that no hexadecimal number can begin with:
/// the ADO.NET storage of Orleans reads other keys as numbers, and several of them share one row.
/// </summary>
public interface IGrainWithStringKey : IGrain;
