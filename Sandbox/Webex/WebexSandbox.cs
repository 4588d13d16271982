using HybridCalendar.Sandbox.Devices;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>Puts the Webex server into a host.</summary>
public static class WebexSandbox
{
    /// <summary>Registers the server. Needs a <see cref="TimeProvider"/>; takes the system's when there is none.</summary>
    public static IServiceCollection AddWebexSandbox(this IServiceCollection services, WebexSandboxOptions options)
    {
        services.TryAddTime();
        return services
            .AddSingleton(options)
            .AddSingleton<WebexDirectory>()
            .AddSingleton<WebexTokens>()
            .AddSingleton<WebexNumbers>()
            .AddSingleton<WebexSpaces>()
            .AddSingleton<WebexMeetings>()
            .AddSingleton<WebexWorkspaces>()
            .AddSingleton<DeviceFleet>()
            .AddSingleton<XApi>()
            .AddSingleton<WebexFaults>()
            .AddSingleton<WebexCalls>()
            .AddSingleton<WebexGate>();
    }

    /// <summary>Maps <c>/v1</c> (the Webex API) and <c>/sandbox/webex</c> (its control).</summary>
    public static void MapWebexSandbox(this WebApplication app)
    {
        var gate = app.Services.GetRequiredService<WebexGate>();
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase),
            branch => branch.Use(next => context => gate.InvokeAsync(context, next)));
        TokenApi.Map(app);
        PeopleApi.Map(app);
        PreferencesApi.Map(app);
        SpacesApi.Map(app);
        MembershipsApi.Map(app);
        MessagesApi.Map(app);
        MeetingsApi.Map(app);
        WorkspacesApi.Map(app);
        DevicesApi.Map(app);
        XApi.Map(app);
        WebexControlApi.Map(app);
    }

    private static void TryAddTime(this IServiceCollection services)
    {
        if (services.All(s => s.ServiceType != typeof(TimeProvider))) services.AddSingleton(TimeProvider.System);
    }
}
