using System.Net.WebSockets;
using System.Security.Cryptography;
using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Identity;

namespace HybridCalendar.Connector.Link;

/// <summary>One connection to the gateway, from its first frame to its last.</summary>
internal sealed class LinkClient(ConnectorIdentity identity, ConnectorOptions options, RequestRunner runner, TestRunner tests, SeenCertificates certificates, ConnectorState state, TimeProvider time)
{
    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(30);

    /// <summary>Connects, and runs until the connection ends.</summary>
    /// <param name="changed">Completes when a heartbeat is due before its time; asked for after each.</param>
    /// <param name="cancel">Ends the connection.</param>
    /// <exception cref="LinkClosedException">It has ended.</exception>
    /// <exception cref="LinkRefusedException">The gateway refuses it.</exception>
    public async Task RunAsync(Func<Task> changed, CancellationToken cancel)
    {
        using var webSocket = new ClientWebSocket();
        var certificate = new GatewayCertificate(options.TrustedRootsFile, certificates);
        using var http = new HttpMessageInvoker(OutboundHttp.CreateHandler(options, certificate));
        await ConnectAsync(webSocket, http, certificate, cancel);
        using var socket = new LinkSocket(webSocket, LinkTimes.GatewaySilence, time);
        try
        {
            await EnterAsync(socket, cancel);
            await ServeAsync(socket, changed, cancel);
        }
        finally
        {
            runner.Send = RequestRunner.NoConnectionAsync;
            // Another connector may be given it before this one is back.
            await runner.StopWorkAsync();
            await socket.CloseAsync();
        }
    }

    private async Task ConnectAsync(ClientWebSocket webSocket, HttpMessageInvoker http, GatewayCertificate certificate, CancellationToken cancel)
    {
        var address = new UriBuilder(new Uri(identity.Gateway, "connectors/link"));
        address.Scheme = address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs;
        using var deadline = new CancellationTokenSource(s_connect, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            await webSocket.ConnectAsync(address.Uri, http, either.Token);
        }
        catch (WebSocketException failure)
        {
            throw new LinkClosedException($"the gateway cannot be reached: {certificate.ReasonOf(failure)}", failure);
        }
        catch (OperationCanceledException failure) when (!cancel.IsCancellationRequested)
        {
            throw new LinkClosedException("the gateway does not answer", failure);
        }
    }

    private async Task EnterAsync(LinkSocket socket, CancellationToken cancel)
    {
        if (await socket.ReceiveAsync(cancel) is not LinkFrame.Challenge challenge)
            throw new LinkClosedException("what answers is no gateway");
        await socket.SendAsync(new LinkFrame.Hello(identity.Id, identity.Prove(challenge.Nonce, time.GetUtcNow()), ConnectorState.Version), cancel);
        switch (await socket.ReceiveAsync(cancel))
        {
            case LinkFrame.Welcome:
                // What was asked on an earlier connection is asked anew.
                runner.Resume();
                state.Connected();
                break;
            case LinkFrame.Refused refused:
                throw new LinkRefusedException(refused.Code, refused.Detail);
            default:
                throw new LinkClosedException("what answers is no gateway");
        }
    }

    private async Task ServeAsync(LinkSocket socket, Func<Task> changed, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        // Taken once: work that has the old way to send in its hands may use it after this connection.
        var ended = end.Token;
        runner.Send = frame => socket.SendAsync(frame, ended);
        var receiving = ReceiveAsync(socket, ended);
        var beating = BeatAsync(socket, changed, ended);
        try
        {
            await runner.ResendAsync();
            await await Task.WhenAny(receiving, beating);
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(receiving, beating).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReceiveAsync(LinkSocket socket, CancellationToken cancel)
    {
        while (true)
        {
            switch (await socket.ReceiveAsync(cancel))
            {
                case LinkFrame.Keys keys:
                    UseKeys(keys);
                    break;
                case LinkFrame.Request request:
                    runner.Take(request);
                    break;
                case LinkFrame.Ack ack:
                    runner.Acknowledge(ack.Id);
                    break;
                case LinkFrame.Seen seen:
                    state.Saw(seen);
                    if (!seen.IsActive)
                    {
                        await runner.StopWorkAsync();
                        runner.Resume();
                    }
                    break;
                case LinkFrame.Test test:
                    _ = TestAsync(test, socket, cancel);
                    break;
                case LinkFrame.Refused refused:
                    throw new LinkRefusedException(refused.Code, refused.Detail);
                default:
                    throw new LinkClosedException("the gateway sent a frame that is the connector's");
            }
        }
    }

    /// <summary>Beside the link, which goes on meanwhile.</summary>
    private async Task TestAsync(LinkFrame.Test test, LinkSocket socket, CancellationToken cancel)
    {
        try
        {
            await socket.SendAsync(await tests.RunAsync(test, cancel), cancel);
        }
        catch (Exception end) when (end is LinkClosedException or OperationCanceledException)
        {
            // The connection has ended. The administrator is told that no answer came, and asks again.
            return;
        }
    }

    private void UseKeys(LinkFrame.Keys keys)
    {
        try
        {
            runner.UseKeys([.. keys.Items.Select(identity.Open)]);
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException)
        {
            throw new LinkClosedException("the gateway sent keys for another connector", wrong);
        }
    }

    private async Task BeatAsync(LinkSocket socket, Func<Task> changed, CancellationToken cancel)
    {
        while (true)
        {
            var early = changed();
            await socket.SendAsync(state.Heartbeat(runner.HasGivenUp, runner.Working), cancel);
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(early, Task.Delay(LinkTimes.Heartbeat, time, wait.Token));
            await wait.CancelAsync();
            cancel.ThrowIfCancellationRequested();
        }
    }
}
