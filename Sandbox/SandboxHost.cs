using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Pages;
using HybridCalendar.Sandbox.Webex;

namespace HybridCalendar.Sandbox;

/// <summary>All servers of the Sandbox in one host on one port.</summary>
public static class SandboxHost
{
    /// <summary>Where it listens when nothing else is configured (<c>--urls</c>).</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Builds the host with the small world in it; the caller starts it.</summary>
    /// <param name="args">Command line: <c>--urls http://127.0.0.1:0</c> picks a free port.</param>
    /// <param name="pages">What the pages link to.</param>
    public static WebApplication Build(string[] args, SandboxPagesOptions? pages = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultUrl);
        builder.Services.AddWebexSandbox(new WebexSandboxOptions());
        builder.Services.AddSandboxPages(pages ?? new SandboxPagesOptions());
        var app = builder.Build();
        app.MapWebexSandbox();
        app.MapDevices();
        app.MapSandboxPages();
        SandboxWorld.SeedWebex(app.Services);
        return app;
    }
}
