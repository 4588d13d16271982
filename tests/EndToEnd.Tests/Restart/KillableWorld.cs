using HybridCalendar.EndToEnd.Tests.World;

namespace HybridCalendar.EndToEnd.Tests.Restart;

/// <summary>A world whose gateway is a process of its own.</summary>
public sealed class KillableWorld : SmallWorld
{
    private GatewayProcess? _process;

    internal override async Task<IAsyncDisposable> StartGatewayAsync(string[] settings, CancellationToken cancellationToken) =>
        _process = await GatewayProcess.StartAsync(settings, AddressIn(settings));

    internal void KillGateway() => _process!.Kill();

    internal Task RestartGatewayAsync() => Playground.RestartGatewayAsync(TestContext.Current.CancellationToken);

    private static Uri AddressIn(string[] settings)
    {
        const string Urls = "--urls=";
        return new Uri(settings.Single(setting => setting.StartsWith(Urls, StringComparison.Ordinal))[Urls.Length..]);
    }
}
