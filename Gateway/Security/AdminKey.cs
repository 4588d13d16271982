using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using HybridCalendar.Clients.Keys;
using HybridCalendar.Hosting;

namespace HybridCalendar.Gateway.Security;

/// <summary>
/// The local administrator key: 256 random bits, shown when it is made and kept as SHA-256 in a file that only its owner reads.
/// To replace it, delete the file and start again.
/// </summary>
public static class AdminKey
{
    private const string FileName = "admin-key.sha256";

    /// <summary>Makes the key of a data directory unless it has one. Of gateways that start at once on a shared one, one makes it.</summary>
    /// <param name="dataDirectory">Made when it is missing.</param>
    /// <param name="time">How long another gateway is waited for that makes it.</param>
    /// <param name="cancellationToken">Ends that wait.</param>
    /// <returns>The new key, which cannot be had again; null when there was one already.</returns>
    public static async Task<string?> CreateAsync(string dataDirectory, TimeProvider time, CancellationToken cancellationToken)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var file = new SharedFile(Path.Combine(DataDirectory.Prepare(dataDirectory), FileName), time);
        return await file.EnsureAsync(Convert.ToHexStringLower(Hash(key)), cancellationToken) ? key : null;
    }

    internal static bool Exists(string dataDirectory) => File.Exists(Path.Combine(dataDirectory, FileName));

    /// <summary>Reads the hash of the key.</summary>
    internal static byte[] ReadHash(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        var text = File.ReadAllText(path).Trim();
        return text.Length == 64 && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw new ConfigurationProblemException($"{FileName} in the data directory holds no SHA-256; delete it to get a new key.");
    }

    internal static bool Matches(string key, byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash(key), hash);

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
