namespace HybridCalendar.Bench.Processes;

/// <summary>Memory of a process after a full, compacting garbage collection.</summary>
/// <param name="ManagedBytes">What live objects take on the managed heap.</param>
/// <param name="CommittedBytes">What the garbage collector holds of the system's memory.</param>
/// <param name="ResidentBytes">Resident set of the process.</param>
internal sealed record MemoryReport(long ManagedBytes, long CommittedBytes, long ResidentBytes)
{
    public static MemoryReport Now()
    {
        // Twice, so that what finalizers let go of is gone as well.
        for (var round = 0; round < 2; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return new MemoryReport(GC.GetTotalMemory(forceFullCollection: false), GC.GetGCMemoryInfo().TotalCommittedBytes, Environment.WorkingSet);
    }
}
