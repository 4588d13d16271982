using System.Globalization;

namespace HybridCalendar.Domain.Tests;

/// <summary>How long a processor works for the calling thread: unlike the time on the wall, the same on a busy machine.</summary>
internal static class ThreadTime
{
    private const string Linux = "/proc/thread-self/schedstat";

    /// <summary>Processor time of some work that stays on its thread. Elsewhere than on Linux, of the whole process meanwhile.</summary>
    public static TimeSpan Of(Action work)
    {
        var before = Now();
        work();
        return Now() - before;
    }

    /// <summary>The first number of the file counts nanoseconds.</summary>
    private static TimeSpan Now() => File.Exists(Linux)
        ? TimeSpan.FromTicks(long.Parse(File.ReadAllText(Linux).Split(' ')[0], CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick)
        : Environment.CpuUsage.TotalTime;
}
