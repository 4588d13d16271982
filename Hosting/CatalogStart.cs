using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.Hosting;

namespace HybridCalendar.Hosting;

/// <summary>Waits for the database, brings the catalog's schema up to date before anything uses it, and finds out whether the database was restored.</summary>
public sealed class CatalogStart(CatalogDatabase database, DatabaseWait wait, Restores restores) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await wait.UntilThereAsync(cancellationToken);
        await CatalogSchema.ApplyAsync(database, cancellationToken);
        await restores.LookAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
