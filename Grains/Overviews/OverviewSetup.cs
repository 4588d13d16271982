using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Grains.Overviews;

/// <summary>What every host that runs grains does for the overview.</summary>
public static class OverviewSetup
{
    public static IServiceCollection AddOverviewTable(this IServiceCollection services) =>
        services.AddSingleton<OverviewTable>().AddSingleton<DeviceLatency>().AddHostedService<LatencyKeeper>();
}
