using HybridCalendar.Sandbox.Tms.Control;
using HybridCalendar.Sandbox.Tms.Push;

namespace HybridCalendar.Sandbox.Tms;

/// <summary>Puts TMS beside the other servers of a host.</summary>
public static class TmsSandbox
{
    /// <summary>Registers TMS, which starts and ends with the host.</summary>
    public static IServiceCollection AddTmsSandbox(this IServiceCollection services, TmsOptions options) => services
        .AddSingleton(provider => new TmsWorld(options, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<TmsServer>()
        .AddHostedService(provider => provider.GetRequiredService<TmsServer>());

    /// <summary>Maps TMS's controls and the devices' old interface onto the host; TMS itself listens on a port of its own.</summary>
    public static void MapTmsSandbox(this WebApplication app)
    {
        TmsControlApi.Map(app, app.Services.GetRequiredService<TmsServer>());
        app.MapPremisesDevices();
    }
}
