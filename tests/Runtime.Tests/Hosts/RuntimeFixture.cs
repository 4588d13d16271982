namespace HybridCalendar.Runtime.Tests.Hosts;

/// <summary>One runtime for the tests of a class that do not restart it.</summary>
public class RuntimeFixture : IAsyncLifetime
{
    private ITestRuntime? _runtime;

    public virtual ITestRuntime Runtime => _runtime!;

    protected virtual RuntimeSettings Settings => new();

    public async ValueTask InitializeAsync() => _runtime = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_runtime is not null)
            await _runtime.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <returns>Null when this machine lacks what it needs.</returns>
    protected virtual async Task<ITestRuntime?> StartAsync() => await TestRuntime.StartAsync(Settings);
}
