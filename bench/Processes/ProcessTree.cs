using System.Globalization;

namespace HybridCalendar.Bench.Processes;

/// <summary>A process and those that it started, on Linux.</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor time of a process, of its children that run, and of those that have ended.</summary>
    public static TimeSpan CpuOf(int id)
    {
        var processes = Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]));
        var all = processes.Select(folder => Read($"{folder}/stat")).OfType<Stat>().ToList();
        var own = all.Single(process => process.Id == id);
        return TimeSpan.FromSeconds((own.Ticks + own.TicksOfTheDead + all.Where(process => process.Parent == id).Sum(process => process.Ticks)) / TicksPerSecond);
    }

    private static Stat? Read(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            // The name may hold anything; what comes after its bracket are numbers, the third field the first of them.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Stat(Number(text[..text.IndexOf(' ', StringComparison.Ordinal)]), Number(fields[1]), Number(fields[11]) + Number(fields[12]), Number(fields[13]) + Number(fields[14]));
        }
        catch (IOException)
        {
            // No process, or one that has just ended.
            return null;
        }
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);

    private sealed record Stat(long Id, long Parent, long Ticks, long TicksOfTheDead);
}
