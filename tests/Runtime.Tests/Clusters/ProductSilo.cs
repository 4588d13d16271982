using System.Globalization;
using HybridCalendar.Grains;
using HybridCalendar.Hosting;
using HybridCalendar.Runtime.Tests.Hosts;
using HybridCalendar.Sandbox.Wiring;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.GrainDirectory;
using Orleans.Hosting;
using Orleans.Providers;
using Orleans.Storage;

namespace HybridCalendar.Runtime.Tests.Clusters;

/// <summary>A silo as the product composes it for a cluster, in this process, with the suite's grains besides.</summary>
internal sealed class ProductSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _isStarted;

    /// <param name="connection">The cluster's database.</param>
    /// <param name="folder">Where all silos find the master key.</param>
    /// <param name="strongDirectory">The setting <c>Cluster:StrongDirectory</c>.</param>
    /// <param name="port">The setting <c>Cluster:SiloPort</c>; null: any that is free.</param>
    /// <param name="clock">What grains live by; null: the machine's.</param>
    public ProductSilo(string connection, string folder, bool strongDirectory, int? port = null, TimeProvider? clock = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cluster:ConnectionString"] = connection,
            ["Cluster:Address"] = "127.0.0.1",
            ["Cluster:SiloPort"] = (port ?? FreePorts.Next()).ToString(CultureInfo.InvariantCulture),
            ["Cluster:GatewayPort"] = FreePorts.Next().ToString(CultureInfo.InvariantCulture),
            ["Cluster:StrongDirectory"] = strongDirectory.ToString(),
        });
        builder.Services.AddLogging();
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddCalendarGrains();
        builder.AddStores(folder);
        builder.AddActorRuntime(folder);
        // The suite's reminders tick in real time.
        builder.Services.Configure<ReminderOptions>(reminders => reminders.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100));
        TestServices.Add(builder.Services);
        // The suite's grains name the product's store so.
        builder.Services.AddKeyedSingleton("default", (services, _) => services.GetRequiredKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME));
        _host = builder.Build();
    }

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>What the silo registers all grains in that name no directory of their own; null: in the runtime's usual one.</summary>
    public IGrainDirectory? Directory => _host.Services.GetKeyedService<IGrainDirectory>(GrainDirectoryAttribute.DEFAULT_GRAIN_DIRECTORY);

    public Task StartAsync()
    {
        _isStarted = true;
        return _host.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isStarted)
            await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
