namespace HybridCalendar.Sandbox.Wiring;

/// <summary>A silo or gateway of a cluster; its process may end and be started again.</summary>
/// <param name="name">What people call it.</param>
/// <param name="assembly">File name of the host's assembly.</param>
/// <param name="address">Where it answers for its health.</param>
/// <param name="settings">Settings as <c>--Section:Name=value</c>.</param>
internal sealed class ClusterHost(string name, string assembly, Uri address, string[] settings) : IAsyncDisposable
{
    public string Name => name;

    public Uri Address => address;

    /// <summary>Where its assembly lies: beside this one, or in the folder of another build from the next start on.</summary>
    public string Folder { get; set; } = AppContext.BaseDirectory;

    /// <summary>Settings from the next start on, which count more than those that it has.</summary>
    public IReadOnlyList<string> MoreSettings { get; set; } = [];

    /// <summary>The process that runs now, or ran last.</summary>
    public HostProcess Process { get; private set; } = null!;

    /// <summary>Starts its process and waits until it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Process = HostProcess.Start(name, Path.Combine(Folder, assembly), [.. settings, .. MoreSettings, $"--urls={address}"]);
        await Process.WaitUntilReadyAsync(address, cancellationToken);
    }

    public ValueTask DisposeAsync() => Process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
