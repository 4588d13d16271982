using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.Hosting;

namespace HybridCalendar.Hosting;

/// <summary>Brings the catalog's schema up to date before anything uses it.</summary>
public sealed class CatalogStart(CatalogDatabase database) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => CatalogSchema.ApplyAsync(database, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
