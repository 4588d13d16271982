using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Hints;
using HybridCalendar.Grains.Keys;
using HybridCalendar.Grains.Overviews;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace HybridCalendar.Hosting;

/// <summary>The catalog, the organization's keys, the registry of subscriptions and the journal of hints.</summary>
public static class StoreSetup
{
    /// <summary>
    /// Nothing here leaves anything behind in a session, so that none has to be cleared for who uses it next, and what is asked often is
    /// planned once. What the connection string says itself comes later and counts.
    /// </summary>
    private const string SessionDefaults = "No Reset On Close=true;Max Auto Prepare=100;";

    public static void AddStores(this IHostApplicationBuilder builder, string dataDirectory)
    {
        var cluster = ClusterSettings.Read(builder.Configuration);
        if (!string.IsNullOrWhiteSpace(cluster.ConnectionString))
            builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(SessionDefaults + cluster.ConnectionString));
        builder.Services.AddSingleton(services => services.GetService<NpgsqlDataSource>() is { } postgres
            ? CatalogDatabase.Postgres(postgres)
            : CatalogDatabase.Sqlite(Path.Combine(DataDirectory.Prepare(dataDirectory), "catalog.db")));
        builder.Services.AddSingleton<DatabaseWait>();
        builder.Services.AddSingleton<Restores>();
        builder.Services.AddSingleton<ColumnSeal>();
        builder.Services.AddSingleton<Catalog>();
        builder.Services.AddSingleton<MeetingList>();
        builder.Services.AddSingleton<UserImportTable>();
        builder.Services.AddSingleton<RepeatedCalls>();
        builder.Services.AddSingleton<WorkspaceClaims>();
        builder.Services.AddSingleton<SubscriptionRegistry>();
        builder.Services.AddSingleton<LostSilos>();
        builder.Services.AddSingleton<HintDispatcher>();
        builder.Services.AddSingleton<HintJournal>();
        // The first hosted service: grains write to the catalog as soon as they run.
        builder.Services.AddHostedService<CatalogStart>();
        builder.Services.AddOverviewTable();
        builder.AddOrganizationKeys(dataDirectory);
    }
}
