namespace HybridCalendar.Runtime.Tests.Hosts;

/// <summary>Starts the runtime that this build is for. The only place where the suite knows which one it is.</summary>
public static class TestRuntime
{
#if ORLEANS
    public static bool IsEmbedded => false;

    public static async Task<ITestRuntime> StartAsync(RuntimeSettings settings) => await OrleansRuntime.StartAsync(settings);
#else
    public static bool IsEmbedded => true;

    public static async Task<ITestRuntime> StartAsync(RuntimeSettings settings) => await EmbeddedRuntime.StartAsync(settings);
#endif
}
