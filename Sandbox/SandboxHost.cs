using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Pages;
using HybridCalendar.Sandbox.Tms;
using HybridCalendar.Sandbox.Webex;

namespace HybridCalendar.Sandbox;

/// <summary>All servers of the Sandbox in one host on one port.</summary>
public static class SandboxHost
{
    /// <summary>Where it listens when nothing else is configured.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Builds the host, with the small world in it unless told otherwise; the caller starts it.</summary>
    /// <param name="args">Command line, e.g. <c>--urls http://127.0.0.1:5090</c>.</param>
    /// <param name="options">Null takes the defaults.</param>
    public static WebApplication Build(string[] args, SandboxHostOptions? options = null)
    {
        options ??= new SandboxHostOptions();
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.WebHost.UseUrls(options.Url ?? builder.Configuration["urls"] ?? DefaultUrl);
        // One line a request is too much for a terminal in which a person follows what happens.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        if (options.Time is not null) builder.Services.AddSingleton(options.Time);
        builder.Services.AddGraphSandbox(options.Graph);
        builder.Services.AddWebexSandbox(options.Webex);
        if (options.Tms is not null) builder.Services.AddTmsSandbox(options.Tms);
        builder.Services.AddSandboxPages(options.Pages);
        var app = builder.Build();
        app.MapGraph();
        app.MapWebexSandbox();
        app.MapDevices();
        app.MapSandboxPages();
        if (options.Tms is not null) app.MapTmsSandbox();
        if (options.Seed) SandboxWorld.Seed(app.Services);
        if (options.Seed && options.Tms is not null) SandboxPremises.Seed(app);
        return app;
    }
}
