namespace HybridCalendar.Bench.Processes;

/// <summary>A new folder for a gateway's data that goes away at the end. It lies where temporary files lie: on a disk, not in memory, to count.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("hybrid-calendar-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
