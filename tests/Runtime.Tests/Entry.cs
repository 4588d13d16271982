namespace HybridCalendar.Runtime.Tests;

/// <summary>The tests; or, for the kill tests, the process that is killed.</summary>
internal static class Entry
{
    public static async Task<int> RunAsync(string[] args)
    {
#if !ORLEANS
        if (args is ["write-until-killed", var database, var seed])
        {
            await Embedded.KillWriter.RunAsync(database, int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture));
            return 0;
        }

        if (args is ["measure", ..]) return await Embedded.Measure.RunAsync();
#endif
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    }
}
