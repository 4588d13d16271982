using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HybridCalendar.Bench;

/// <summary>Where results and remarks go.</summary>
internal static class Output
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The clock that all processes of this machine share.</summary>
    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>The next midnight, UTC: meetings from then on do not begin while the benchmark runs.</summary>
    public static DateTimeOffset Tomorrow => new(Now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    /// <summary>Tells a person how far it is, with the time since the start.</summary>
    public static void Say(string line) => Console.Error.WriteLine($"[{(Now - new DateTimeOffset(Process.GetCurrentProcess().StartTime)).TotalSeconds,6:0.0} s] {line}");

    public static void Result(object result) => Console.Out.WriteLine(JsonSerializer.Serialize(result, Json));

    /// <summary>What a number depends on besides the code.</summary>
    public static object Machine() => new
    {
        cores = Environment.ProcessorCount,
        os = System.Runtime.InteropServices.RuntimeInformation.OSDescription,
        runtime = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
        load1Minute = ReadLoad(),
        build = IsRelease ? "Release" : "Debug",
        actorRuntime = ActorRuntime,
    };

#if DEBUG
    private const bool IsRelease = false;
#else
    private const bool IsRelease = true;
#endif

#if ORLEANS
    private const string ActorRuntime = "Orleans";
#else
    private const string ActorRuntime = "Embedded";
#endif

    private static string? ReadLoad() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : null;
}
