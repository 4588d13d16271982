using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Gateway.Hosting;

/// <summary>Brings the catalog's schema up to date before anything uses it.</summary>
internal sealed class CatalogStart(CatalogDatabase database) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => CatalogSchema.ApplyAsync(database, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
