using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Control;
using HybridCalendar.Sandbox.Graph.Http;
using HybridCalendar.Sandbox.Graph.Meetings;
using HybridCalendar.Sandbox.Graph.Notifications;
using HybridCalendar.Sandbox.Graph.Tokens;
using HybridCalendar.Sandbox.Time;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HybridCalendar.Sandbox.Graph;

/// <summary>Puts the Graph server into a host.</summary>
public static class GraphSandboxExtensions
{
    /// <summary>Registers the server. The host may register its own <see cref="TimeProvider"/>, such as a <see cref="VirtualClock"/>.</summary>
    public static IServiceCollection AddGraphSandbox(this IServiceCollection services, Action<GraphSandboxOptions>? configure = null)
    {
        services.AddOptions<GraphSandboxOptions>().BindConfiguration(GraphSandboxOptions.Section);
        if (configure is not null)
            services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DelayedWork>().AddSingleton<MailboxDirectory>().AddSingleton<ItemNumbers>();
        services.AddSingleton<MeetingInbox>().AddSingleton<MeetingMail>().AddSingleton<MeetingAnnouncer>().AddSingleton<CalendarService>();
        services.AddSingleton(s => new GraphWorld(s.GetRequiredService<MailboxDirectory>(), s.GetRequiredService<CalendarService>(), s.GetRequiredService<MeetingMail>()));
        services.AddSingleton<FaultBoard>().AddSingleton<CallCounters>().AddSingleton<MailboxThrottle>().AddSingleton<ControlEndpoints>()
            .AddSingleton<MailboxControls>().AddSingleton<SettingsControls>();
        services.AddSingleton<AppRegistry>().AddSingleton<TokenIssuer>().AddSingleton<BearerTokens>()
            .AddSingleton<ClientAssertion>().AddSingleton<TokenEndpoints>();
        services.AddSingleton<SubscriptionRegistry>().AddSingleton<SubscriptionReader>().AddSingleton<NotificationPost>()
            .AddSingleton<NotificationSender>().AddSingleton<NotificationPublisher>().AddSingleton<SubscriptionRoutes>();
        services.AddSingleton<GraphRouter>().AddSingleton<EventRoutes>().AddSingleton<CalendarRoutes>().AddSingleton<EventActions>().AddSingleton<DeltaRoutes>()
            .AddSingleton<UserRoutes>().AddSingleton<PlaceRoutes>().AddSingleton<ScheduleRoutes>().AddSingleton<BatchRoute>();
        return services;
    }

    /// <summary>Maps <c>/v1.0</c>, the token endpoints under <c>/{tenant}</c> and the controls under <c>/sandbox</c>.</summary>
    public static IEndpointRouteBuilder MapGraph(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var router = services.GetRequiredService<GraphRouter>();
        services.GetRequiredService<EventRoutes>().AddTo(router);
        services.GetRequiredService<CalendarRoutes>().AddTo(router);
        services.GetRequiredService<EventActions>().AddTo(router);
        services.GetRequiredService<DeltaRoutes>().AddTo(router);
        services.GetRequiredService<UserRoutes>().AddTo(router);
        services.GetRequiredService<PlaceRoutes>().AddTo(router);
        services.GetRequiredService<ScheduleRoutes>().AddTo(router);
        services.GetRequiredService<SubscriptionRoutes>().AddTo(router);
        services.GetRequiredService<BatchRoute>().AddTo(router);
        routes.Map("/v1.0/{**path}", router.HandleAsync);
        services.GetRequiredService<TokenEndpoints>().Map(routes);
        services.GetRequiredService<ControlEndpoints>().Map(routes);
        return routes;
    }
}
