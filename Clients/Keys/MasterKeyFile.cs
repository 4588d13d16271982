using System.Security.Cryptography;

namespace HybridCalendar.Clients.Keys;

/// <summary>
/// A master key of 256 random bits in a file, as base64, that only its owner may read. It is made when the first key is wrapped; when it
/// is missing later, nothing is made in its place: what it wrapped would be lost unnoticed.
/// </summary>
/// <param name="path">The file.</param>
public sealed class MasterKeyFile(string path) : IMasterKey
{
    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _path = Path.GetFullPath(path);

    public Task<byte[]> WrapAsync(byte[] key, string keyId, CancellationToken cancellationToken)
    {
        if (!File.Exists(_path))
            Create();
        return Task.FromResult(AesGcmBox.Seal(Read(), key, keyId));
    }

    public Task<byte[]> UnwrapAsync(byte[] wrapped, string keyId, CancellationToken cancellationToken)
    {
        if (!File.Exists(_path))
            throw new MasterKeyException($"The master key file {_path} is missing, and the database holds keys that it wraps: restore the file.");
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

    /// <summary>Whoever starts first makes the file, whole from the first moment that others can see it.</summary>
    private void Create()
    {
        var folder = Path.GetDirectoryName(_path)!;
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{Path.GetFileName(_path)}.{Guid.NewGuid():N}");
        try
        {
            using (var writer = new StreamWriter(draft, Options()))
                writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
            File.Move(draft, _path, overwrite: false);
        }
        catch (IOException) when (File.Exists(_path))
        {
            File.Delete(draft);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key file {_path} cannot be made: {wrong.Message}", wrong);
        }
    }

    private byte[] Read()
    {
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
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(_path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != UnixFileMode.None)
            throw new MasterKeyException($"The master key file {_path} may be read by others: chmod 600 it.");
    }

    private MasterKeyException Damaged(Exception? cause) =>
        new($"The master key file {_path} does not hold {KeyBytes} bytes as base64: restore the file.", cause);

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
