using HybridCalendar.Grains.Connectors;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>Asks connectors, as a meeting does.</summary>
[Alias("test.asker")]
public interface IAskerGrain : IRequestSource;
