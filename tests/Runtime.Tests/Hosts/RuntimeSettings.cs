namespace HybridCalendar.Runtime.Tests.Hosts;

/// <summary>What a test class sets on its runtime.</summary>
/// <param name="CollectionAge">In units of the runtime's clock; null for the default of the runtime.</param>
public sealed record RuntimeSettings(int? CollectionAge = null);
