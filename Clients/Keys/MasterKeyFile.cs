using System.Security.Cryptography;

namespace HybridCalendar.Clients.Keys;

/// <summary>
/// A master key of 256 random bits in a file, as base64, that only its owner may read. It is made when it is asked for; when it is missing
/// later, nothing is made in its place: what it wrapped would be lost unnoticed.
/// </summary>
/// <param name="path">The file; one of the hosts that share it makes it.</param>
/// <param name="time">How long another host is waited for that makes the file.</param>
public sealed class MasterKeyFile(string path, TimeProvider time) : IMasterKey
{
    private const int KeyBytes = 32;
    private readonly string _path = Path.GetFullPath(path);

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        try
        {
            await new SharedFile(_path, time).EnsureAsync(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)), cancellationToken);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key file {_path} cannot be made: {wrong.Message}", wrong);
        }
    }

    public Task<byte[]> WrapAsync(byte[] key, string keyId, CancellationToken cancellationToken) =>
        Task.FromResult(AesGcmBox.Seal(Read(), key, keyId));

    public Task<byte[]> UnwrapAsync(byte[] wrapped, string keyId, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(AesGcmBox.Open(Read(), wrapped, keyId));
        }
        catch (CryptographicException wrong)
        {
            throw new MasterKeyException(
                $"The master key in {_path} is not the one that wraps the organization key {keyId}: all hosts of one database need the same "
                + "master key file, the one that was made at the first start.", wrong);
        }
    }

    private byte[] Read()
    {
        if (!File.Exists(_path))
            throw new MasterKeyException($"The master key file {_path} is missing, and the database holds keys that it wraps: restore the file.");
        RefuseOpenFile();
        try
        {
            var key = Convert.FromBase64String(File.ReadAllText(_path).Trim());
            return key.Length == KeyBytes ? key : throw Damaged(null);
        }
        catch (FormatException wrong)
        {
            throw Damaged(wrong);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key file {_path} cannot be read: {wrong.Message}", wrong);
        }
    }

    private void RefuseOpenFile()
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(_path) & ~(SharedFile.OwnerOnly | UnixFileMode.UserExecute)) != UnixFileMode.None)
            throw new MasterKeyException($"The master key file {_path} may be read by others: chmod 600 it.");
    }

    private MasterKeyException Damaged(Exception? cause) =>
        new($"The master key file {_path} does not hold {KeyBytes} bytes as base64: restore the file.", cause);
}
