using System.Security.Cryptography;
using System.Text;

namespace HybridCalendar.Clients.Keys;

/// <summary>
/// AES-256-GCM in one piece: salt, nonce, ciphertext, tag. Each box has a key of its own, derived with the random salt: however many are
/// made, no nonce meets itself.
/// </summary>
internal static class AesGcmBox
{
    private const int SaltBytes = 16;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;
    private const int Overhead = SaltBytes + NonceBytes + TagBytes;

    /// <param name="key">256 random bits.</param>
    /// <param name="content">What nobody else may read.</param>
    /// <param name="context">What the box belongs to; it opens only under the same.</param>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> content, string context)
    {
        var box = new byte[content.Length + Overhead];
        RandomNumberGenerator.Fill(box.AsSpan(0, SaltBytes + NonceBytes));
        using var cipher = new AesGcm(Derive(key, box), TagBytes);
        cipher.Encrypt(
            box.AsSpan(SaltBytes, NonceBytes), content, box.AsSpan(SaltBytes + NonceBytes, content.Length), box.AsSpan(box.Length - TagBytes),
            Encoding.UTF8.GetBytes(context));
        return box;
    }

    /// <exception cref="CryptographicException">Another key or context, or changed bytes.</exception>
    public static byte[] Open(byte[] key, byte[] box, string context)
    {
        if (box.Length < Overhead)
            throw new CryptographicException("The box is cut off.");
        var content = new byte[box.Length - Overhead];
        using var cipher = new AesGcm(Derive(key, box), TagBytes);
        cipher.Decrypt(
            box.AsSpan(SaltBytes, NonceBytes), box.AsSpan(SaltBytes + NonceBytes, content.Length), box.AsSpan(box.Length - TagBytes), content,
            Encoding.UTF8.GetBytes(context));
        return content;
    }

    private static byte[] Derive(byte[] key, byte[] box) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyBytes, salt: box[..SaltBytes]);
}
