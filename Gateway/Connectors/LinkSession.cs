using System.Security.Cryptography;
using System.Threading.Channels;
using HybridCalendar.Clients.Connectors;
using HybridCalendar.Clients.Keys;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Keys;

namespace HybridCalendar.Gateway.Connectors;

/// <summary>
/// A connector's link, from its first frame to its last. One thing is done at a time, in the order in which it came: a frame of the
/// connector, or a call of a grain.
/// </summary>
internal sealed class LinkSession : IConnectorObserver, IAsyncDisposable
{
    private const int LargestWindow = 64;
    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(5);

    /// <summary>For requests to hand out. The connector takes the gateway for gone after three times as long.</summary>
    private static readonly TimeSpan s_longestTake = TimeSpan.FromSeconds(8);
    private readonly string _connection = Guid.NewGuid().ToString("N");
    private readonly LinkSocket _socket;
    private readonly IGrainFactory _grains;
    private readonly SafeCalls _calls;
    private readonly IConnectorPoolGrain _pool;
    private readonly OrganizationKeys _keys;
    private readonly TimeProvider _time;
    private readonly IConnectorObserver _reference;
    private readonly Channel<LinkFrame> _frames = Channel.CreateBounded<LinkFrame>(new BoundedChannelOptions(LargestWindow) { SingleReader = true });
    private readonly HashSet<string> _unanswered = [];
    private IConnectorGrain? _connector;
    private string _connectorId = "";
    private string _admittedKey = "";
    private LinkKeys? _sentKeys;
    private LinkFrame.Heartbeat? _last;
    private bool _isActive;
    private volatile LinkRefusal? _refusal;
    private int _looks;

    /// <param name="socket">The link.</param>
    /// <param name="grains">Makes the reference by which grains call.</param>
    /// <param name="calls">Makes what may be made twice; of requests to hand out none may be asked twice, the second answer would be lost.</param>
    /// <param name="organization">The organization's id.</param>
    /// <param name="keys">What the connector is given.</param>
    /// <param name="time">Measures silence.</param>
    public LinkSession(LinkSocket socket, IGrainFactory grains, SafeCalls calls, string organization, OrganizationKeys keys, TimeProvider time)
    {
        (_socket, _grains, _calls, _keys, _time) = (socket, grains, calls, keys, time);
        _pool = grains.GetGrain<IConnectorPoolGrain>(GrainKeys.ConnectorPool(organization));
        _reference = grains.CreateObjectReference<IConnectorObserver>(this);
    }

    /// <summary>Runs until the link ends.</summary>
    /// <exception cref="LinkClosedException">It has ended.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (!await AdmitAsync(cancel))
            return;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var receiving = ReceiveAsync(end.Token);
        try
        {
            await foreach (var frame in _frames.Reader.ReadAllAsync(cancel))
            {
                if (_refusal is { } refusal)
                {
                    await _socket.SendAsync(new LinkFrame.Refused(refusal.Code, refusal.Detail), cancel);
                    return;
                }
                if (!await TakeAsync(frame, cancel))
                    return;
            }
            await receiving;
        }
        finally
        {
            await end.CancelAsync();
            await ((Task)receiving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks that come while one waits are the same one.</summary>
    public Task Look()
    {
        // A full queue is being worked off, and each step of that looks as well.
        if (Interlocked.Exchange(ref _looks, 1) == 0 && !_frames.Writer.TryWrite(LookFrame.Instance))
            Volatile.Write(ref _looks, 0);
        return Task.CompletedTask;
    }

    /// <summary>Nothing is lost when the queue is full: the administrator sees that no answer came.</summary>
    public Task Test(string testId, bool books)
    {
        _frames.Writer.TryWrite(new LinkFrame.Test(testId, books));
        return Task.CompletedTask;
    }

    public Task End(LinkRefusal reason)
    {
        _refusal = reason;
        _frames.Writer.TryWrite(LookFrame.Instance);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _frames.Writer.TryComplete();
        // First: when another connector may serve, this one has ended its work.
        await _socket.CloseAsync();
        try
        {
            if (_connector is not null)
            {
                await _pool.Leave(_connection).WaitAsync(s_goodbye, TimeProvider.System);
                await _connector.Disconnect(_connection).WaitAsync(s_goodbye, TimeProvider.System);
            }
        }
#pragma warning disable CA1031 // The lease runs out by itself.
        catch (Exception)
#pragma warning restore CA1031
        {
            _connector = null;
        }
        _grains.DeleteObjectReference<IConnectorObserver>(_reference);
        _sentKeys?.Dispose();
        _socket.Dispose();
        GC.KeepAlive(this);
    }

    private async Task<bool> AdmitAsync(CancellationToken cancel)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await _socket.SendAsync(new LinkFrame.Challenge(nonce), cancel);
        if (await _socket.ReceiveAsync(cancel) is not LinkFrame.Hello hello || !ConnectorHosts.IsId(hello.Connector))
        {
            await _socket.SendAsync(new LinkFrame.Refused("hello", "The link begins with a hello."), cancel);
            return false;
        }
        var connector = _grains.GetGrain<IConnectorGrain>(GrainKeys.Connector(hello.Connector));
        var admission = await _calls.MakeAsync(() => connector.Connect(_connection, nonce, hello.Proof, _reference), cancel);
        if (admission.Refusal is { } refusal)
        {
            await _socket.SendAsync(new LinkFrame.Refused(refusal.Code, refusal.Detail), cancel);
            return false;
        }
        (_connector, _connectorId, _admittedKey) = (connector, hello.Connector, admission.PublicKey);
        _sentKeys = new LinkKeys(_socket, _keys, ConnectorProof.ReadPublicKey(admission.PublicKey)!);
        await _socket.SendAsync(new LinkFrame.Welcome(), cancel);
        await _sentKeys.SendAsync(cancel);
        return true;
    }

    private async Task ReceiveAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
                await _frames.Writer.WriteAsync(await _socket.ReceiveAsync(cancel), cancel);
        }
        finally
        {
            _frames.Writer.TryComplete();
        }
    }

    /// <returns>False when the link is over.</returns>
    private async Task<bool> TakeAsync(LinkFrame frame, CancellationToken cancel)
    {
        switch (frame)
        {
            case LinkFrame.Answer answer:
                await _calls.MakeAsync(() => _pool.Answer(answer.Id, new SealedText(LinkCipher.KeyIdOf(answer.Jwe) ?? "", answer.Jwe)), cancel);
                await AcknowledgeAsync(answer.Id, cancel);
                break;
            case LinkFrame.Unreadable unreadable:
                await _calls.MakeAsync(
                    () => _pool.Unreadable(unreadable.Id, $"The connector cannot open the request: {Short(unreadable.Reason)}"), cancel);
                await AcknowledgeAsync(unreadable.Id, cancel);
                break;
            case LinkFrame.Heartbeat heartbeat:
                _last = heartbeat with { Window = Math.Clamp(heartbeat.Window, 0, LargestWindow) };
                return await RenewAsync(cancel);
            case LinkFrame.Tested tested:
                await _calls.MakeAsync(() => _connector!.Tested(_connection, tested.Id, LinkReports.ToResults(tested)), cancel);
                return true;
            case LinkFrame.Test test:
                await _socket.SendAsync(test, cancel);
                return true;
            case LookFrame:
                Volatile.Write(ref _looks, 0);
                if (!_isActive)
                    return await RenewAsync(cancel);
                break;
            default:
                throw new LinkClosedException("the connector sent a frame that is the gateway's");
        }
        await HandOutAsync(cancel);
        return true;
    }

    private async Task AcknowledgeAsync(string id, CancellationToken cancel)
    {
        _unanswered.Remove(id);
        await _socket.SendAsync(new LinkFrame.Ack(id), cancel);
    }

    /// <summary>What keeps the lease is that the connector is heard of: the gateway alone never renews it.</summary>
    private async Task<bool> RenewAsync(CancellationToken cancel)
    {
        if (_last is not { } beat)
            return true;
        if (await _calls.MakeAsync(() => _connector!.ReportAs(_connection, _admittedKey, LinkReports.ToReport(beat), _reference), cancel) is not { } health)
        {
            await _socket.SendAsync(new LinkFrame.Refused("replaced", "The connector has connected anew, or was removed."), cancel);
            return false;
        }
        _isActive = await _calls.MakeAsync(() => _pool.Renew(_connectorId, _connection, LinkReports.ToReadiness(beat), _reference), cancel);
        if (!_isActive)
            _unanswered.Clear();
        await _sentKeys!.SendAsync(cancel);
        await _socket.SendAsync(new LinkFrame.Seen(LinkReports.ToLink(health), _isActive), cancel);
        await HandOutAsync(cancel);
        return true;
    }

    private async Task HandOutAsync(CancellationToken cancel)
    {
        if (!_isActive || _last is not { } beat || _unanswered.Count >= beat.Window)
            return;
        foreach (var request in await TakeRequestsAsync(beat.Window - _unanswered.Count))
        {
            await _sentKeys!.SendAsync(request.Request.KeyId, cancel);
            _unanswered.Add(request.RequestId);
            await _socket.SendAsync(new LinkFrame.Request(request.RequestId, request.Request.Jwe), cancel);
        }
    }

    /// <summary>
    /// What an answer brings that is lost is in nobody's hands, and asked for again it would not come. So the link ends: to the connection that
    /// follows the pool hands out anew whatever has no answer.
    /// </summary>
    private async Task<IReadOnlyList<PoolRequest>> TakeRequestsAsync(int most)
    {
        try
        {
            return await _pool.Take(_connection, most).WaitAsync(s_longestTake, _time);
        }
        catch (TimeoutException late)
        {
            throw new LinkClosedException("the requests to hand out did not come", late);
        }
    }

    private static string Short(string text) => text.Length <= 200 ? text : text[..200];

    /// <summary>A grain called: there is something to look at. Never sent.</summary>
    private sealed record LookFrame : LinkFrame
    {
        public static readonly LookFrame Instance = new();
    }
}
