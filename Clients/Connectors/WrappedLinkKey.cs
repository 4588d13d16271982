using System.Security.Cryptography;
using HybridCalendar.Clients.Keys;

namespace HybridCalendar.Clients.Connectors;

/// <summary>A link key that only one connector can open: RSA-OAEP with SHA-256.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="Wrapped">Base64.</param>
public sealed record WrappedLinkKey(string Id, string Wrapped)
{
    /// <param name="key">The key.</param>
    /// <param name="connector">The connector's public key.</param>
    public static WrappedLinkKey Wrap(LinkKey key, RSA connector) =>
        new(key.Id, Convert.ToBase64String(connector.Encrypt(key.Bytes, RSAEncryptionPadding.OaepSHA256)));

    /// <param name="connector">The connector's private key.</param>
    /// <exception cref="CryptographicException">It was wrapped for another connector, or is damaged.</exception>
    /// <exception cref="FormatException">It is no base64.</exception>
    public LinkKey Unwrap(RSA connector) => new(Id, connector.Decrypt(Convert.FromBase64String(Wrapped), RSAEncryptionPadding.OaepSHA256));
}
