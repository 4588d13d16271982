using System.Reflection;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>The tables of the catalog.</summary>
public static class CatalogSchema
{
    private static readonly SqlScripts s_scripts = new(Assembly.GetExecutingAssembly(), "catalog_scripts");

    public static Task ApplyAsync(CatalogDatabase database, CancellationToken cancellationToken = default) =>
        s_scripts.ApplyAsync(database, cancellationToken);
}
