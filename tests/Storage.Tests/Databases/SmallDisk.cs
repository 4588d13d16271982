using System.Diagnostics;

namespace HybridCalendar.Storage.Tests.Databases;

/// <summary>A disk of a few megabytes, in memory. Only who may mount has one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Skips the test where a disk cannot be mounted.</summary>
    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var path = Directory.CreateTempSubdirectory("small-disk-").FullName;
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0777", "tmpfs", path), "A disk cannot be mounted here.");
        return new SmallDisk(path);
    }

    public async Task GrowAsync(int megabytes) => (await RunAsync("mount", "-o", $"remount,size={megabytes}m", Path)).ShouldBeTrue();

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "-l", Path);
        Directory.Delete(Path, recursive: true);
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]))!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
