using System.Security.Cryptography;
using System.Text;

namespace HybridCalendar.Clients.Keys;

/// <summary>
/// Stored bytes that only the organization's key opens: <c>hc1.{key id}.{base64}</c>. No JSON begins so; what was stored before there were
/// keys is told from it by that.
/// </summary>
public static class SealedData
{
    private static ReadOnlySpan<byte> Prefix => "hc1."u8;

    public static bool IsSealed(ReadOnlySpan<byte> stored) => stored.StartsWith(Prefix);

    public static byte[] Seal(OrganizationKey key, ReadOnlySpan<byte> content) =>
        Encoding.ASCII.GetBytes($"{Encoding.ASCII.GetString(Prefix)}{key.Id}.{key.Seal(content, key.Id)}");

    /// <param name="stored">What <see cref="Seal"/> gave.</param>
    /// <param name="find">Finds a key by its id; null when there is none.</param>
    /// <exception cref="SealedDataException">The key is unknown, or the bytes are damaged.</exception>
    public static byte[] Open(ReadOnlySpan<byte> stored, Func<string, OrganizationKey?> find)
    {
        var rest = IsSealed(stored) ? stored[Prefix.Length..] : throw new SealedDataException("The stored data is not sealed.");
        var dot = rest.IndexOf((byte)'.');
        if (dot < 1)
            throw new SealedDataException("The stored data is damaged: it names no key.");
        var id = Encoding.ASCII.GetString(rest[..dot]);
        var key = find(id) ?? throw new SealedDataException($"The stored data is sealed with the organization key {id}, which is not in the database.");
        try
        {
            return key.Open(rest[(dot + 1)..], id);
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException)
        {
            throw new SealedDataException($"The stored data is damaged: the organization key {id} does not open it.", wrong);
        }
    }
}
