using HybridCalendar.Hosting;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using HybridCalendar.Gateway.Hosting;

namespace HybridCalendar.Gateway.Security;

/// <summary>
/// The local administrator key: 256 random bits, shown when it is made and kept as SHA-256 in a file that only its owner reads.
/// To replace it, delete the file and start again.
/// </summary>
public static class AdminKey
{
    private const string FileName = "admin-key.sha256";

    /// <summary>Makes the key of a data directory unless it has one.</summary>
    /// <returns>The new key, which cannot be had again; null when there was one already.</returns>
    public static string? Create(string dataDirectory)
    {
        var path = Path.Combine(DataDirectory.Prepare(dataDirectory), FileName);
        if (File.Exists(path))
            return null;
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, file);
        writer.Write(Convert.ToHexStringLower(Hash(key)));
        return key;
    }

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
