using System.Net;
using System.Net.Sockets;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary>What a load balancer is to clients: hands each connection to a gateway that takes it, and breaks with it.</summary>
public sealed class TcpDoor : IAsyncDisposable
{
    /// <summary>After a connection that could not be taken: files that ran out do not come back at once.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<Uri> _gateways;
    private readonly bool _inTurn;
    private readonly Task _accepting;

    private TcpDoor(TcpListener listener, IReadOnlyList<Uri> gateways, bool inTurn, Func<TcpListener, CancellationToken, ValueTask<TcpClient>> accept)
    {
        (_listener, _gateways, _inTurn) = (listener, gateways, inTurn);
        _accepting = AcceptAsync(accept);
    }

    /// <summary>Where clients connect.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <param name="port">Where it listens, on this machine alone; 0 for any free port.</param>
    /// <param name="gateways">Where it leads. They may come later, and come and go.</param>
    /// <param name="inTurn">Whether each connection goes to another gateway than the one before it, and not to the first that is there.</param>
    /// <exception cref="IOException">The port is not free.</exception>
    public static TcpDoor Open(int port, IReadOnlyList<Uri> gateways, bool inTurn = true) =>
        Open(port, gateways, inTurn, (listener, stop) => listener.AcceptTcpClientAsync(stop));

    internal static TcpDoor Open(int port, IReadOnlyList<Uri> gateways, bool inTurn, Func<TcpListener, CancellationToken, ValueTask<TcpClient>> accept)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException taken)
        {
            listener.Dispose();
            throw new IOException($"The door cannot listen at port {port}: {taken.Message}", taken);
        }
        return new TcpDoor(listener, gateways, inTurn, accept);
    }

    /// <summary>Closes it, and breaks what goes through it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<TcpListener, CancellationToken, ValueTask<TcpClient>> accept)
    {
        var open = new List<Task>();
        for (var first = 0; !_stop.IsCancellationRequested; first = _inTurn ? (first + 1) % _gateways.Count : 0)
        {
            try
            {
                open.Add(CarryAsync(await accept(_listener, _stop.Token), first));
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException failure)
            {
                // It may have gone while it waited: the others want to come in all the same.
                await Console.Error.WriteLineAsync($"A connection could not be taken: {failure.SocketErrorCode}. The door stays open.");
                await Task.Delay(s_pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            open.RemoveAll(one => one.IsCompleted);
        }
        await Task.WhenAll(open);
    }

    private async Task CarryAsync(TcpClient client, int first)
    {
        using (client)
        {
            using var gateway = await ConnectAsync(first);
            if (gateway is null)
                return;
            // Events and frames are small, and wait for nothing.
            client.NoDelay = gateway.NoDelay = true;
            using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var (here, there) = (client.GetStream(), gateway.GetStream());
            Task[] ways = [here.CopyToAsync(there, end.Token), there.CopyToAsync(here, end.Token)];
            await Task.WhenAny(ways);
            await end.CancelAsync();
            await Task.WhenAll(ways).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TcpClient?> ConnectAsync(int first)
    {
        for (var number = 0; number < _gateways.Count && !_stop.IsCancellationRequested; number++)
        {
            var gateway = _gateways[(first + number) % _gateways.Count];
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
}
