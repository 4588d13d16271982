using System.Security.Cryptography;
using HybridCalendar.Clients.Connectors;
using HybridCalendar.Grains.Keys;

namespace HybridCalendar.Gateway.Connectors;

/// <summary>The organization's keys as a connector is sent them: wrapped, so that it alone can open them.</summary>
/// <param name="socket">The link.</param>
/// <param name="keys">The organization's keys.</param>
/// <param name="connector">The connector's public key, which is disposed of with this.</param>
internal sealed class LinkKeys(LinkSocket socket, OrganizationKeys keys, RSA connector) : IDisposable
{
    private HashSet<string> _sent = [];

    /// <summary>Sends the keys that may be used now, unless just these were sent last.</summary>
    public async Task SendAsync(CancellationToken cancel)
    {
        var all = keys.ForConnectors;
        if (_sent.SetEquals(all.Select(key => key.Id)))
            return;
        await socket.SendAsync(new LinkFrame.Keys([.. all.Select(key => WrappedLinkKey.Wrap(key, connector))]), cancel);
        _sent = [.. all.Select(key => key.Id)];
    }

    /// <summary>Sends a key that is needed next, if it was not sent yet.</summary>
    public async Task SendAsync(string keyId, CancellationToken cancel)
    {
        if (_sent.Contains(keyId))
            return;
        // Made on another host a moment ago: looking for it reads the keys again.
        await keys.FindAsync(keyId);
        await SendAsync(cancel);
    }

    public void Dispose() => connector.Dispose();
}
