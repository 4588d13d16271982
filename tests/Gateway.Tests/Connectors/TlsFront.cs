using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>Ends TLS before a gateway, with whatever certificate it is given.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _gateway;
    private readonly Task _accepting;

    public TlsFront(Uri gateway, X509Certificate2 certificate)
    {
        (_gateway, Certificate) = (gateway, certificate);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What it shows; it can be changed.</summary>
    public X509Certificate2 Certificate { get; set; }

    public Uri Address => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var outer = new SslStream(client.GetStream());
                await outer.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _end.Token);
                using var server = new TcpClient();
                await server.ConnectAsync(_gateway.Host, _gateway.Port, _end.Token);
                await Task.WhenAny(outer.CopyToAsync(server.GetStream(), _end.Token), server.GetStream().CopyToAsync(outer, _end.Token));
            }
            catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or AuthenticationException)
            {
                // One of the ends has gone, or does not believe the certificate.
            }
        }
    }
}
