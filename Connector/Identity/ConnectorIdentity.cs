using System.Security.Cryptography;
using System.Text.Json;
using HybridCalendar.Clients.Connectors;

namespace HybridCalendar.Connector.Identity;

/// <summary>Who this connector is: its registration and its private key, in a file that only its owner may read.</summary>
public sealed class ConnectorIdentity : IDisposable
{
    private const string FileName = "identity.json";
    private const string PendingName = "identity.pending.json";
    private readonly RSA _key;

    private ConnectorIdentity(string id, Uri gateway, RSA key) => (Id, Gateway, _key) = (id, gateway, key);

    /// <summary>The id that the gateway knows it by.</summary>
    public string Id { get; }

    /// <summary>The gateway's address; ends with a slash.</summary>
    public Uri Gateway { get; }

    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    /// <summary>An identity with a new key pair, which is stored nowhere yet.</summary>
    /// <param name="id">From the token.</param>
    /// <param name="gateway">The gateway's address.</param>
    /// <param name="keySize">Bits.</param>
    public static ConnectorIdentity Create(string id, Uri gateway, int keySize) =>
        new(id, WithSlash(gateway), RSA.Create(keySize));

    /// <summary>Reads the identity of a data directory.</summary>
    /// <exception cref="ConnectorException">There is none, it is damaged, or others may read it.</exception>
    public static ConnectorIdentity Load(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
            throw new ConnectorException($"The connector is not registered: {path} is missing. Run 'register' with the token from the administrator.");
        return Read(path);
    }

    /// <summary>The identity of a registration whose end is not known; null when there is none for this connector and gateway, or it is damaged.</summary>
    public static ConnectorIdentity? FindPending(string directory, string id, Uri gateway)
    {
        var path = Path.Combine(directory, PendingName);
        if (!File.Exists(path))
            return null;
        try
        {
            var pending = Read(path);
            if (pending.Id == id && pending.Gateway == WithSlash(gateway))
                return pending;
            pending.Dispose();
            return null;
        }
        catch (ConnectorException)
        {
            // Nobody needs it: the registration begins anew.
            return null;
        }
    }

    private static ConnectorIdentity Read(string path)
    {
        PrivateFile.RefuseOpen(path);
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(File.ReadAllText(path)) ?? throw new JsonException("It is empty.");
            var key = RSA.Create();
            key.ImportPkcs8PrivateKey(Convert.FromBase64String(stored.PrivateKey), out _);
            return new ConnectorIdentity(stored.Id, stored.Gateway, key);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or CryptographicException)
        {
            throw new ConnectorException($"The identity in {path} is damaged: register the connector again with a new token.", wrong);
        }
    }

    /// <summary>Stores it in a data directory, beside the one that counts.</summary>
    public void SavePending(string directory) => PrivateFile.Write(
        Path.Combine(directory, PendingName), JsonSerializer.Serialize(new Stored(Id, Gateway, Convert.ToBase64String(_key.ExportPkcs8PrivateKey()))));

    /// <summary>The pending one counts from now on, in the place of one that was there.</summary>
    public static void AcceptPending(string directory) => File.Move(Path.Combine(directory, PendingName), Path.Combine(directory, FileName), overwrite: true);

    public static void DropPending(string directory) => File.Delete(Path.Combine(directory, PendingName));

    /// <summary>Proves that the key is there.</summary>
    /// <param name="nonce">What the gateway chose.</param>
    /// <param name="now">By this machine's clock.</param>
    public string Prove(string nonce, DateTimeOffset now) => ConnectorProof.Create(_key, Id, nonce, now);

    /// <summary>Opens a key that was encrypted for this connector.</summary>
    /// <exception cref="CryptographicException">It was not.</exception>
    public Clients.Keys.LinkKey Open(WrappedLinkKey key) => key.Unwrap(_key);

    public void Dispose() => _key.Dispose();

    private static Uri WithSlash(Uri gateway) => new(gateway.AbsoluteUri.TrimEnd('/') + "/");

    private sealed record Stored(string Id, Uri Gateway, string PrivateKey);
}
