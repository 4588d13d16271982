using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>A gateway whose clock the tests move, one for the tests of a class.</summary>
public sealed class MovableGateway : IAsyncLifetime
{
    public MovableGateway() => Gateway = new GatewayHost(Time);

    public FakeTime Time { get; } = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));

    public GatewayHost Gateway { get; }

    public ValueTask InitializeAsync() => Gateway.InitializeAsync();

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
