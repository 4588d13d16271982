using System.Security.Cryptography;
using System.Text;

namespace HybridCalendar.Clients.Keys;

/// <summary>
/// A master key of 256 random bits in a file, as base64, that only its owner may read. It is made when it is asked for; when it is missing
/// later, nothing is made in its place: what it wrapped would be lost unnoticed.
/// </summary>
/// <param name="path">The file. Beside it lies an empty one that ends in <c>.lock</c>: of hosts that start at once one makes the key.</param>
/// <param name="time">How long another host is waited for that makes the file.</param>
public sealed class MasterKeyFile(string path, TimeProvider time) : IMasterKey
{
    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);
    private readonly string _path = Path.GetFullPath(path);

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        try
        {
            var started = time.GetTimestamp();
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            while (!File.Exists(_path) && !TryCreate(isLastTry: time.GetElapsedTime(started) >= s_patience))
                await Task.Delay(s_look, time, cancellationToken);
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

    /// <returns>False when another host is about to make the file.</returns>
    private bool TryCreate(bool isLastTry)
    {
        FileStream turn;
        try
        {
            // The operating system lets go of it when its holder dies. It is never deleted: two could hold one each.
            turn = new FileStream(_path + ".lock", Options(FileMode.OpenOrCreate));
        }
        catch (IOException) when (!isLastTry)
        {
            return false;
        }
        using (turn)
        {
            // A move alone does not decide who is first: on Unix it looks for the file and then renames over whatever is there.
            if (!File.Exists(_path))
                Create();
            return true;
        }
    }

    /// <summary>The file is whole and on the disk from the first moment that others can see it.</summary>
    private void Create()
    {
        var draft = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(_path)}.{Guid.NewGuid():N}");
        try
        {
            using (var file = new FileStream(draft, Options(FileMode.CreateNew)))
            {
                file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))));
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, _path, overwrite: false);
        }
        finally
        {
            File.Delete(draft);
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
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(_path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != UnixFileMode.None)
            throw new MasterKeyException($"The master key file {_path} may be read by others: chmod 600 it.");
    }

    private MasterKeyException Damaged(Exception? cause) =>
        new($"The master key file {_path} does not hold {KeyBytes} bytes as base64: restore the file.", cause);

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
