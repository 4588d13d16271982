#if ORLEANS
using System.Reflection;
using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.Hosting;

namespace HybridCalendar.Hosting;

/// <summary>Makes the tables of membership, state and reminders before the silo of this process, or another one, asks for them.</summary>
internal sealed class ClusterSchema(CatalogDatabase database) : IHostedService
{
    private static readonly SqlScripts s_scripts = new(Assembly.GetExecutingAssembly(), "orleans_scripts");

    public Task StartAsync(CancellationToken cancellationToken) => s_scripts.ApplyAsync(database, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
#endif
