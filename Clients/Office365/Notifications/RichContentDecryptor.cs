using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HybridCalendar.Clients.Office365.Notifications;

/// <summary>
/// Opens the content of rich notifications as Graph seals it: a key per item under RSA OAEP with SHA-1, HMAC-SHA256 over the
/// sealed data, AES-256-CBC whose IV is the key's first half. Safe to use from several threads.
/// </summary>
public sealed class RichContentDecryptor : IDisposable
{
    private const int KeyLength = 32;
    private readonly Dictionary<string, RSA> _keys = [];

    /// <summary>Takes the current and, while a rotation lasts, older certificates with their private keys.</summary>
    /// <exception cref="ArgumentException">A certificate has no RSA private key.</exception>
    public RichContentDecryptor(IEnumerable<RichNotifications> certificates)
    {
        foreach (var (id, certificate) in certificates)
            _keys[id] = certificate.GetRSAPrivateKey() ?? throw new ArgumentException($"Certificate '{id}' has no RSA private key.", nameof(certificates));
    }

    /// <summary>Opens one item.</summary>
    /// <returns>The JSON of the selected fields, in UTF-8; for <see cref="GraphEventReader"/>.</returns>
    /// <exception cref="RichContentException">It was not sealed for us, was changed on its way, or is malformed.</exception>
    public byte[] Decrypt(EncryptedContent content)
    {
        if (content.EncryptionCertificateId is not { } id || !_keys.TryGetValue(id, out var rsa))
            throw new RichContentException("The content was sealed with a certificate that we do not have.");
        var data = Base64(content.Data, "data");
        var signature = Base64(content.DataSignature, "dataSignature");
        var key = OpenKey(rsa, Base64(content.DataKey, "dataKey"));
        try
        {
            if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, data), signature))
                throw new RichContentException("The content's signature does not match.");
            using var aes = Aes.Create();
            aes.Key = key;
            return aes.DecryptCbc(data, key.AsSpan(0, 16));
        }
        catch (CryptographicException e)
        {
            throw new RichContentException("The content cannot be decrypted.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public void Dispose()
    {
        foreach (var key in _keys.Values)
            key.Dispose();
    }

    private static byte[] OpenKey(RSA rsa, byte[] sealedKey)
    {
        byte[] key;
        try
        {
            key = rsa.Decrypt(sealedKey, RSAEncryptionPadding.OaepSHA1);
        }
        catch (CryptographicException e)
        {
            throw new RichContentException("The content's key cannot be decrypted.", e);
        }
        return key.Length == KeyLength ? key : throw new RichContentException("The content's key has a wrong length.");
    }

    private static byte[] Base64(string? text, string field)
    {
        try
        {
            return Convert.FromBase64String(text ?? throw new RichContentException($"encryptedContent.{field} is missing."));
        }
        catch (FormatException e)
        {
            throw new RichContentException($"encryptedContent.{field} is not base64.", e);
        }
    }
}

/// <summary>Rich content could not be opened. The message never tells any of it.</summary>
public sealed class RichContentException(string message, Exception? innerException = null) : Exception(message, innerException);
