using System.Net;
using System.Net.Sockets;

namespace HybridCalendar.Sandbox.Tests.Wiring;

/// <summary>Says its letter to each client, and then whatever the client says.</summary>
internal sealed class NamedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public NamedServer(char name)
    {
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _serving = ServeAsync((byte)name);
    }

    public Uri Address { get; }

    /// <summary>Cuts its connections, and takes no more.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task ServeAsync(byte name)
    {
        var open = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                open.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token), name));
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        await Task.WhenAll(open);
    }

    private async Task AnswerAsync(TcpClient client, byte name)
    {
        using (client)
        {
            var stream = client.GetStream();
            stream.WriteByte(name);
            await stream.CopyToAsync(stream, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
