#if ORLEANS
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace HybridCalendar.Hosting;

/// <summary>
/// Whatever clock a host is given for its grains, their timers and reminders: the cluster's own affairs keep to the machine's. Silos write down when
/// they started and when they were last alive, by the machine's clock; one that compared these times with a clock months ahead would take itself for
/// dead, and a call that is under way while a clock is moved has not taken hours.
/// </summary>
internal static class MachineTime
{
    private static readonly string[] s_areas =
    [
        TimeProviderNames.Membership, TimeProviderNames.Messaging, TimeProviderNames.SystemTimers, TimeProviderNames.ActivationManagement,
        TimeProviderNames.GrainDirectory,
    ];

    internal static void Keep(IServiceCollection services)
    {
        foreach (var area in s_areas)
            services.AddKeyedSingleton(area, TimeProvider.System);
    }
}
#endif
