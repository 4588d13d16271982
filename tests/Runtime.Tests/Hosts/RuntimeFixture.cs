namespace HybridCalendar.Runtime.Tests.Hosts;

/// <summary>One runtime for the tests of a class that do not restart it.</summary>
public class RuntimeFixture : IAsyncLifetime
{
    public ITestRuntime Runtime { get; private set; } = null!;

    protected virtual RuntimeSettings Settings => new();

    public async ValueTask InitializeAsync() => Runtime = await TestRuntime.StartAsync(Settings);

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
