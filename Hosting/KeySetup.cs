using HybridCalendar.Clients.Keys;
using HybridCalendar.Grains.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace HybridCalendar.Hosting;

/// <summary>The organization's keys. A service registered as <see cref="IMasterKey"/> before takes the place of the file.</summary>
public static class KeySetup
{
    private const string FileName = "master.key";

    public static void AddOrganizationKeys(this IHostApplicationBuilder builder, string dataDirectory)
    {
        var options = builder.Configuration.GetSection(KeysOptions.Section).Get<KeysOptions>() ?? new KeysOptions();
        builder.Services.TryAddSingleton<IMasterKey>(services => new MasterKeyFile(
            string.IsNullOrWhiteSpace(options.MasterKeyFile) ? Path.Combine(DataDirectory.Prepare(dataDirectory), FileName) : options.MasterKeyFile,
            services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<OrganizationKeys>();
        // Before the grains, whose state is sealed, and after the tables.
        builder.Services.AddHostedService<KeyStart>();
    }

    private sealed class KeyStart(OrganizationKeys keys) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            try
            {
                await keys.StartAsync(cancellationToken);
            }
            catch (MasterKeyException wrong)
            {
                throw new ConfigurationProblemException($"{KeysOptions.Section}:{nameof(KeysOptions.MasterKeyFile)}: {wrong.Message}", wrong);
            }
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
