using System.Net;
using HybridCalendar.Sandbox.Tms.Contract;
using HybridCalendar.Sandbox.Tms.Control;
using HybridCalendar.Sandbox.Tms.Pages;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HybridCalendar.Sandbox.Tms;

/// <summary>TMS over HTTPS on a port of its own. It can be ended and started again; what it knows stays in its world.</summary>
public sealed class TmsServer(TmsWorld world) : IHostedService, IAsyncDisposable
{
    private const string BookingPath = "/tms/external/booking/bookingservice.asmx";
    private const string RemoteSetupPath = "/tms/external/booking/remotesetup/remotesetupservice.asmx";
    private WebApplication? _app;
    private CancellationTokenSource? _stopPushes;
    private Task _pushes = Task.CompletedTask;

    /// <summary>What it knows.</summary>
    public TmsWorld World => world;

    /// <summary>Where it listens; the port is known once it has started.</summary>
    public Uri Url { get; private set; } = world.Options.Url;

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => _app is not null;

    /// <summary>Starts to listen and to tell devices their bookings.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_app is not null)
            return;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Url.Port, Listen));
        var app = builder.Build();
        Map(app);
        await app.StartAsync(cancellationToken);
        Url = new Uri($"https://localhost:{new Uri(app.Urls.First()).Port}");
        _app = app;
        _stopPushes = new CancellationTokenSource();
        _pushes = PushAsync(_stopPushes.Token);
    }

    /// <summary>Ends it: connections break, sessions are forgotten.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_app is not { } app)
            return;
        _app = null;
        await _stopPushes!.CancelAsync();
        await _pushes;
        _stopPushes.Dispose();
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
        world.Sessions.Clear();
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    // Windows sign-in belongs to a connection, so there is no HTTP/2.
    private void Listen(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.UseHttps(https => https.ServerCertificateSelector = (_, _) => world.Certificate);
    }

    private void Map(WebApplication app)
    {
        Service(app, BookingPath, TmsNames.Booking, "BookingService");
        Service(app, RemoteSetupPath, TmsNames.RemoteSetup, "RemoteSetupService");
        ConferencePage.Map(app, world);
        TmsControlApi.Map(app, this);
    }

    private void Service(WebApplication app, string path, System.Xml.Linq.XNamespace service, string name)
    {
        app.MapPost(path, context => world.Soap.ServeAsync(context, service));
        app.MapGet(path, context =>
        {
            if (world.SignIn.SignIn(context) is null)
                return Task.CompletedTask;
            context.Response.ContentType = "text/xml; charset=utf-8";
            return context.Response.WriteAsync(Wsdl.Describe(service, name, new Uri(Url, path), world.Options.ApiVersion).ToString());
        });
    }

    private async Task PushAsync(CancellationToken stop)
    {
        try
        {
            await world.Pusher.RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // TMS was ended.
        }
    }
}
