using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;

namespace HybridCalendar.Runtime.Tests.Hosts;

/// <summary>A cluster of two silos, on real time; its storage outlives it.</summary>
public sealed class OrleansRuntime : ITestRuntime
{
    private readonly OrleansStorage _storage = new();
    private readonly OrleansReminders _reminders = new();
    private readonly RuntimeSettings _settings;
    private InProcessTestCluster? _cluster;

    private OrleansRuntime(RuntimeSettings settings) => _settings = settings;

    public IGrainFactory Grains => _cluster!.Client;

    public TimeSpan Unit => TimeSpan.FromMilliseconds(500);

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static async Task<OrleansRuntime> StartAsync(RuntimeSettings settings)
    {
        var runtime = new OrleansRuntime(settings);
        await runtime.StartAsync();
        return runtime;
    }

    public Task ElapseAsync(TimeSpan time) => Task.Delay(time);

    public async Task RestartAsync(TimeSpan down)
    {
        await DisposeAsync();
        await Task.Delay(down);
        await StartAsync();
    }

    public Task WriteBehindAsync(string stateName, string key, string json)
    {
        _storage.WriteBehind(stateName, key, json);
        return Task.CompletedTask;
    }

    public Task RefuseWritesAsync(string stateName, string key, bool refuse)
    {
        _storage.RefuseWrites(stateName, key, refuse);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not { } cluster) return;
        _cluster = null;
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }

    private async Task StartAsync()
    {
        var builder = new InProcessTestClusterBuilder(2) { Options = { ConfigureFileLogging = false, ServiceId = "runtime-tests" } };
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddKeyedSingleton<IGrainStorage>("default", _storage);
            silo.AddReminders();
            silo.Services.AddSingleton<IReminderTable>(_reminders);
            silo.Services.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100));
            silo.Services.Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionQuantum = Unit / 2;
                if (_settings.CollectionAge is { } age) options.CollectionAge = age * Unit;
            });
            TestServices.Add(silo.Services);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }
}
