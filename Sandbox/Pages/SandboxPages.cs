using HybridCalendar.Sandbox.Tms;
using HybridCalendar.Sandbox.Tms.Pages;
using TimeZoneConverter;

namespace HybridCalendar.Sandbox.Pages;

/// <summary>The pages for people: index, calendar, device screens, fault switches.</summary>
public static class SandboxPages
{
    public static IServiceCollection AddSandboxPages(this IServiceCollection services, SandboxPagesOptions options) =>
        services.AddSingleton(options).AddSingleton<PageAssets>();

    public static void MapSandboxPages(this IEndpointRouteBuilder app)
    {
        Page(app, "/", "index.html");
        Page(app, "/calendar", "calendar.html");
        Page(app, "/faults", "faults.html");
        Page(app, "/sandbox/devices/{deviceId}/screen", "screen.html");
        app.MapGet("/sandbox/assets/{name}", (HttpContext context, PageAssets assets, string name) => assets.Serve(context, name));
        app.MapGet("/sandbox/links", (SandboxPagesOptions options, IServiceProvider services) => Results.Json(new
        {
            panels = options.Panels,
            conferences = services.GetService<TmsServer>() is { } tms ? new Uri(tms.Url, ConferencePage.Path) : null,
        }));
        app.MapGet("/sandbox/calendar/zone", (string name) =>
            TZConvert.TryGetTimeZoneInfo(name, out _) && (TZConvert.TryWindowsToIana(name, out var iana) || (iana = name).Length > 0)
                ? Results.Json(new { iana })
                : Results.NotFound(new { message = "No such time zone." }));
    }

    private static void Page(IEndpointRouteBuilder app, string path, string file) =>
        app.MapGet(path, (HttpContext context, PageAssets assets) => assets.Serve(context, file));
}
