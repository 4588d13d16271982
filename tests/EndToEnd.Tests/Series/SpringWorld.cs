using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox.Time;
using HybridCalendar.Sandbox.Wiring;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.EndToEnd.Tests.Series;

/// <summary>The small world in March 2027: within its devices' month clocks change in America, on the 14th, and in Europe, on the 28th.</summary>
public sealed class SpringWorld : SmallWorld
{
    private readonly VirtualClock _clock = new(start: new DateTimeOffset(2027, 3, 3, 9, 0, 0, TimeSpan.Zero));

    internal override TimeProvider Time => _clock;

    internal override Task<IAsyncDisposable> StartGatewayAsync(string[] settings, CancellationToken cancellationToken) => GatewayInProcess.StartAsync(
        [.. settings, "--Logging:LogLevel:Default=Error"], builder => builder.Services.AddSingleton<TimeProvider>(_clock), cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        _clock.Dispose();
    }
}
