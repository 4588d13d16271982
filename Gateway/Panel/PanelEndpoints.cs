using HybridCalendar.Gateway.Devices;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.FileProviders;

namespace HybridCalendar.Gateway.Panel;

/// <summary>The page that a browser beside a room shows, and its stylesheet and scripts.</summary>
internal static class PanelEndpoints
{
    public static IServiceCollection AddRoomPanel(this IServiceCollection services)
    {
        services.AddRazorComponents();
        return services;
    }

    public static void MapRoomPanel(this WebApplication app)
    {
        // From the assembly, so that a gateway inside another program needs no folder beside it.
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = "/panel",
            FileProvider = new EmbeddedFileProvider(typeof(PanelEndpoints).Assembly, "HybridCalendar.Gateway.Panel.assets"),
            OnPrepareResponse = served => served.Context.Response.Headers.CacheControl = "no-cache",
        });
        app.MapGet("/rooms/{device}", ShowAsync).ExcludeFromDescription();
    }

    private static async Task<Results<RazorComponentResult<RoomPage>, NotFound>> ShowAsync(string device, HttpContext context, IGrainFactory grains)
    {
        if (!DeviceIds.IsValid(device))
            return TypedResults.NotFound();
        // Whoever has not activated the device learns nothing about it, not even whether it exists.
        var isActivated = await DeviceAuthentication.IsDeviceAsync(context, device);
        var status = isActivated ? await grains.GetGrain<IDeviceGrain>(GrainKeys.Device(device)).GetStatus() : null;
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<RoomPage>(new
        {
            Device = device,
            Room = status?.Settings.DisplayName is { Length: > 0 } name ? name : device,
            IsActivated = isActivated,
            Texts = PanelTexts.For(context.Request.GetTypedHeaders().AcceptLanguage),
        });
    }
}
