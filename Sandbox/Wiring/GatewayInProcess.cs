using HybridCalendar.Gateway.Hosting;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary>A gateway that runs in this process.</summary>
public sealed class GatewayInProcess : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayInProcess(WebApplication app) => _app = app;

    /// <param name="settings">Its command line.</param>
    /// <param name="adjust">Changes what is registered; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IAsyncDisposable> StartAsync(
        string[] settings, Action<WebApplicationBuilder>? adjust, CancellationToken cancellationToken)
    {
        var app = GatewayApp.Build(settings, adjust);
        await app.StartAsync(cancellationToken);
        return new GatewayInProcess(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
