using System.Net;
using System.Net.Sockets;

namespace HybridCalendar.Bench.Clusters;

/// <summary>What a load balancer is to a connector: hands each connection to the first gateway that takes it, and breaks with it.</summary>
internal sealed class TcpDoor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, GatewayPort());
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<Uri> _gateways;
    private readonly Task _accepting;

    private TcpDoor(IReadOnlyList<Uri> gateways)
    {
        _gateways = gateways;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public static TcpDoor Open(IReadOnlyList<Uri> gateways) => new(gateways);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                open.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (OperationCanceledException)
            {
                break;
            }
            open.RemoveAll(one => one.IsCompleted);
        }
        await Task.WhenAll(open);
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        {
            using var gateway = await ConnectAsync();
            if (gateway is null)
                return;
            using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var (here, there) = (client.GetStream(), gateway.GetStream());
            Task[] ways = [here.CopyToAsync(there, end.Token), there.CopyToAsync(here, end.Token)];
            await Task.WhenAny(ways);
            await end.CancelAsync();
            await Task.WhenAll(ways).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        foreach (var gateway in _gateways)
        {
            var connection = new TcpClient();
            try
            {
                await connection.ConnectAsync(gateway.Host, gateway.Port, _stop.Token);
                return connection;
            }
            catch (Exception failure) when (failure is SocketException or OperationCanceledException)
            {
                // It is gone; the next one may be there.
                connection.Dispose();
            }
        }
        return null;
    }

    private static int GatewayPort() => Processes.GatewaySettings.FreeAddress().Port;
}
