using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Series;
using HybridCalendar.Hosting;
using HybridCalendar.Hosting.Health;
using HybridCalendar.Hosting.Telemetry;
using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Connectors;
using HybridCalendar.Gateway.Devices;
using HybridCalendar.Gateway.Limits;
using HybridCalendar.Gateway.Notifications;
using HybridCalendar.Gateway.Overviews;
using HybridCalendar.Gateway.Panel;
using HybridCalendar.Gateway.Reports;
using HybridCalendar.Gateway.Security;
using HybridCalendar.Gateway.Telemetry;
using HybridCalendar.Gateway.Users;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Hosting;

/// <summary>Puts a gateway together: web server, grains or a connection to them, clients of the outside services.</summary>
public static class GatewayApp
{
    /// <summary>Builds a gateway that is not started yet.</summary>
    /// <param name="args">Settings as <c>--Section:Name=value</c>; <c>--urls=http://127.0.0.1:0</c> listens on any free port.</param>
    /// <param name="adjust">
    /// Runs when everything is registered: a service added here replaces the product's own (a <see cref="TimeProvider"/>, a client).
    /// </param>
    /// <exception cref="OptionsValidationException">A setting cannot work; each failure names its setting.</exception>
    /// <exception cref="ConfigurationProblemException">The same, for what options cannot check.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(GatewayApp).Assembly.GetName().Name });
        builder.Services.AddSingleton(TimeProvider.System);
        var options = builder.AddGatewayOptions();
        builder.AddPrivateLogging();
        // One line for each request without a token says nothing.
        builder.Logging.AddFilter(typeof(AdminAuthentication).FullName, LogLevel.Warning);
        builder.AddServer();
        builder.AddStores(options.DataDirectory);
        builder.AddOutsideServices();
        builder.AddActorRuntime(options.DataDirectory, isGateway: true);
        // After the runtime: what was left over goes to grains, and hosted services start in the order of their registration.
        builder.Services.AddHostedService<HintJournalService>();
        builder.Services.AddHostedService<MailboxCatchUp>();
        builder.Services.AddHostedService<SeriesSweep>();
        builder.Services.AddHostedService<NextOccurrences>();
        builder.Services.AddHostedService<TmsRoomSweep>();
        builder.AddNotifications();
        builder.AddAdministrators();
        builder.AddTelemetry("hybrid-calendar-gateway");
        builder.Services.AddSingleton<SafeCalls>().AddRequestLimits().AddDeviceStreams().AddConnectorLinks().AddRoomPanel().AddReports().AddOverview().AddAudit().AddUserFiles().AddAdminPages().AddAdminApi().AddHostHealth();
        builder.RemoveKeyRing();
        adjust?.Invoke(builder);
        var app = builder.Build();
        app.UseGateway();
        return app;
    }

    /// <summary>The address of a started gateway, also when it was told to take any free port.</summary>
    public static Uri AddressOf(WebApplication app) => new(
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private static void UseGateway(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseWebSockets();
        app.UseRouting();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseSecurityHeaders();
        app.UseRouteSpans();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<IdempotencyKeys>();
        app.MapNotifications();
        app.MapDevices();
        app.MapConnectors();
        app.MapRoomPanel();
        app.MapAdminApi();
        app.MapAdminPages();
        app.MapHostHealth();
    }
}
