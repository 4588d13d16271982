using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>Adds the embedded runtime to a host.</summary>
public static class OrleansEmbeddedExtensions
{
    /// <summary>
    /// Runs grains in this process. Gives <see cref="IGrainFactory"/> and <see cref="IClusterClient"/> as singletons; a
    /// <see cref="TimeProvider"/> among the services drives timers, reminders and the collection of idle grains.
    /// </summary>
    public static IHostApplicationBuilder UseOrleansEmbedded(this IHostApplicationBuilder builder, Action<OrleansEmbeddedOptions> configure)
    {
        builder.Services.AddOrleansEmbedded(configure);
        return builder;
    }

    /// <inheritdoc cref="UseOrleansEmbedded"/>
    public static IServiceCollection AddOrleansEmbedded(this IServiceCollection services, Action<OrleansEmbeddedOptions> configure)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ =>
        {
            var options = new OrleansEmbeddedOptions();
            configure(options);
            options.Validate();
            return options;
        });
        services.AddSingleton(provider => new GrainManifest(provider.GetRequiredService<OrleansEmbeddedOptions>().GrainAssemblies));
        services.AddSingleton<Database>().AddSingleton<StorageReaders>().AddSingleton<StorageWriter>().AddSingleton<StateStore>();
        services.AddSingleton<SystemTextJsonGrainStorageSerializer>();
        services.TryAddSingleton<IGrainStorageSerializer>(provider => provider.GetRequiredService<SystemTextJsonGrainStorageSerializer>());
        services.AddSingleton<IncomingFilters>().AddSingleton<PendingCalls>().AddSingleton<ObserverRegistry>();
        services.AddSingleton<GrainCatalog>().AddSingleton<ActivationCollector>().AddSingleton<GrainCaller>();
        services.AddSingleton<ReminderTable>().AddSingleton<ReminderService>();
        services.AddSingleton<GrainFactory>();
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainFactory>());
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainFactory>());
        return services.AddHostedService<EmbeddedHost>();
    }

    /// <summary>Adds a filter around every incoming call; filters run in the order they were added.</summary>
    public static IServiceCollection AddIncomingGrainCallFilter<TFilter>(this IServiceCollection services)
        where TFilter : class, IIncomingGrainCallFilter => services.AddSingleton<IIncomingGrainCallFilter, TFilter>();
}
