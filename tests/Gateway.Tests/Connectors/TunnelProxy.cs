using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>An HTTP proxy that does CONNECT and nothing else.</summary>
internal sealed class TunnelProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private int _tunnels;

    public TunnelProxy()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public int Tunnels => _tunnels;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var tunnels = new List<Task>();
        try
        {
            while (true)
                tunnels.Add(TunnelAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(tunnels);
        }
    }

    private async Task TunnelAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var inner = client.GetStream();
                var head = await ReadHeadAsync(inner);
                var target = head.Split(' ') is ["CONNECT", var address, ..] ? IPEndPoint.Parse(address) : throw new IOException("It is no CONNECT.");
                using var server = new TcpClient();
                await server.ConnectAsync(target, _end.Token);
                Interlocked.Increment(ref _tunnels);
                await inner.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), _end.Token);
                await Task.WhenAny(inner.CopyToAsync(server.GetStream(), _end.Token), server.GetStream().CopyToAsync(inner, _end.Token));
            }
            catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
            {
                // One of the ends has gone.
            }
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, _end.Token);
            head.Append((char)one[0]);
        }
        return head.ToString();
    }
}
