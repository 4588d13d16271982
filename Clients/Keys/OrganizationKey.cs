using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace HybridCalendar.Clients.Keys;

/// <summary>
/// A key of the organization, unwrapped. What lies in our own storage and what goes to connectors is encrypted with two keys derived from
/// it, so that a connector, which is given the second, cannot open the first's.
/// </summary>
public sealed class OrganizationKey
{
    public const int Length = 32;
    private const int IdLength = 16;
    private readonly byte[] _storage;

    /// <param name="id">The key's id.</param>
    /// <param name="bytes">256 random bits.</param>
    public OrganizationKey(string id, byte[] bytes)
    {
        Id = id;
        _storage = Derive(bytes, "storage");
        Link = new LinkKey(id, Derive(bytes, "link"));
    }

    public string Id { get; }

    /// <summary>The part of the key that connectors are given.</summary>
    public LinkKey Link { get; }

    /// <summary>Letters and digits only: an id stands in stored text, between dots.</summary>
    public static string NewId() => $"k{RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", IdLength)}";

    /// <summary>Encrypts what is stored.</summary>
    internal string Seal(ReadOnlySpan<byte> content, string context) => Base64Url.EncodeToString(AesGcmBox.Seal(_storage, content, context));

    /// <exception cref="CryptographicException">It was not made by this key, or was changed.</exception>
    /// <exception cref="FormatException">It is not base64.</exception>
    internal byte[] Open(ReadOnlySpan<byte> text, string context) => AesGcmBox.Open(_storage, Base64Url.DecodeFromUtf8(text), context);

    private static byte[] Derive(byte[] key, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, Length, info: Encoding.ASCII.GetBytes($"hybrid-calendar {purpose} 1"));
}
