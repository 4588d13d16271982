using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Embedded;

namespace HybridCalendar.Runtime.Tests.Hosts;

/// <summary>The embedded runtime on a database file of its own and a clock that the test moves.</summary>
public sealed class EmbeddedRuntime : ITestRuntime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("runtime-tests-").FullName;
    private readonly Action<OrleansEmbeddedOptions> _configure;
    private IHost? _host;

    private EmbeddedRuntime(Action<OrleansEmbeddedOptions> configure) => _configure = configure;

    public FakeTime Time { get; } = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    public IGrainFactory Grains => Host.Services.GetRequiredService<IGrainFactory>();

    public IHost Host => _host ?? throw new InvalidOperationException("The runtime is stopped.");

    public string DatabasePath => Path.Combine(_folder, "grains.db");

    public TimeSpan Unit => TimeSpan.FromMinutes(1);

    public DateTimeOffset Now => Time.GetUtcNow();

    public static Task<EmbeddedRuntime> StartAsync(RuntimeSettings settings) => StartAsync(options =>
    {
        if (settings.CollectionAge is { } age) options.CollectionAge = age * TimeSpan.FromMinutes(1);
        options.CollectionQuantum = TimeSpan.FromSeconds(10);
    });

    public static async Task<EmbeddedRuntime> StartAsync(Action<OrleansEmbeddedOptions> configure)
    {
        var runtime = new EmbeddedRuntime(configure);
        try
        {
            await runtime.StartAsync();
            return runtime;
        }
        catch
        {
            await runtime.DisposeAsync();
            throw;
        }
    }

    public Task ElapseAsync(TimeSpan time)
    {
        Time.Advance(time);
        return Task.CompletedTask;
    }

    public async Task RestartAsync(TimeSpan down)
    {
        await StopAsync();
        Time.Advance(down);
        await StartAsync();
    }

    public async Task StopAsync()
    {
        if (_host is not { } host) return;
        _host = null;
        await host.StopAsync();
        host.Dispose();
    }

    public Task WriteBehindAsync(string stateName, string key, string json)
    {
        Execute(
            """
            INSERT INTO grain_state (state_name, grain_key, version, json) VALUES ($name, $key, 1, $json)
            ON CONFLICT DO UPDATE SET version = version + 1, json = $json
            """,
            ("$name", stateName), ("$key", key), ("$json", json));
        return Task.CompletedTask;
    }

    public Task RefuseWritesAsync(string stateName, string key, bool refuse)
    {
        foreach (var (name, operation) in new[] { ("no_insert", "INSERT"), ("no_update", "UPDATE") })
        {
            Execute($"DROP TRIGGER IF EXISTS {name}");
            if (refuse)
            {
                Execute($"""
                    CREATE TRIGGER {name} BEFORE {operation} ON grain_state WHEN NEW.state_name = '{stateName}' AND NEW.grain_key = '{key}'
                    BEGIN SELECT RAISE(ABORT, 'refused by the test'); END
                    """);
            }
        }

        return Task.CompletedTask;
    }

    public void Execute(string sql, params (string Name, string Value)[] parameters)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        TestServices.Add(builder.Services);
        builder.UseOrleansEmbedded(options =>
        {
            options.DatabasePath = DatabasePath;
            options.GrainAssemblies.Add(typeof(EmbeddedRuntime).Assembly);
            _configure(options);
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            _host = host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}
