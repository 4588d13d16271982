using System.Text;

namespace HybridCalendar.Clients.Keys;

/// <summary>A file of hosts that share a folder: one of them makes it, and only its owner may read it.</summary>
/// <param name="path">The file. Beside it lies an empty one that ends in <c>.lock</c>: of hosts that start at once one makes the file.</param>
/// <param name="time">How long another host is waited for that makes it.</param>
public sealed class SharedFile(string path, TimeProvider time)
{
    internal const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);
    private readonly string _path = Path.GetFullPath(path);

    /// <summary>Makes the file unless it is there.</summary>
    /// <param name="text">What it is to hold, in ASCII.</param>
    /// <param name="cancellationToken">Ends the wait for another host.</param>
    /// <returns>Whether it was made here; otherwise it holds what another host wrote.</returns>
    public async Task<bool> EnsureAsync(string text, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        while (!File.Exists(_path))
        {
            if (TryMake(text, isLastTry: time.GetElapsedTime(started) >= s_patience) is { } isMade)
                return isMade;
            await Task.Delay(s_look, time, cancellationToken);
        }
        return false;
    }

    /// <returns>Null when another host is about to make the file.</returns>
    private bool? TryMake(string text, bool isLastTry)
    {
        FileStream turn;
        try
        {
            // The operating system lets go of it when its holder dies. It is never deleted: two could hold one each.
            turn = new FileStream(_path + ".lock", Options(FileMode.OpenOrCreate));
        }
        catch (IOException) when (!isLastTry)
        {
            return null;
        }
        using (turn)
        {
            // A move alone does not decide who is first: on Unix it looks for the file and then renames over whatever is there.
            if (File.Exists(_path))
                return false;
            Make(text);
            return true;
        }
    }

    /// <summary>The file is whole and on the disk from the first moment that others can see it.</summary>
    private void Make(string text)
    {
        var draft = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(_path)}.{Guid.NewGuid():N}");
        try
        {
            using (var file = new FileStream(draft, Options(FileMode.CreateNew)))
            {
                file.Write(Encoding.ASCII.GetBytes(text));
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, _path, overwrite: false);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
