using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Gateway.Security;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Devices;

/// <summary>
/// Lets a device in by its bearer token, or a panel by the cookie that its activation set: a browser's event source cannot send
/// a header of its own.
/// </summary>
internal static class DeviceAuthentication
{
    private static readonly TimeSpan s_cookieLife = TimeSpan.FromDays(400);

    public static async ValueTask<object?> RequireAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (await IsDeviceAsync(http, (string)http.GetRouteValue("id")!))
            return await next(context);
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem("The token is missing, or is not this device's: activate the device.", statusCode: StatusCodes.Status401Unauthorized);
    }

    public static async Task<bool> IsDeviceAsync(HttpContext http, string id)
    {
        var token = TokenOf(http, id);
        // What cannot be a token of ours wakes no grain.
        if (token is not { Length: 64 } || !token.All(char.IsAsciiHexDigitLower))
            return false;
        var device = http.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IDeviceGrain>(GrainKeys.Device(id));
        return await http.RequestServices.GetRequiredService<SafeCalls>().MakeAsync(() => device.Authenticate(token), http.RequestAborted);
    }

    /// <summary>The token that a request carries for a device, right or wrong; null when it carries none.</summary>
    public static string? TokenOf(HttpContext http, string id) => BearerHeader.Read(http.Request) ?? http.Request.Cookies[CookieName(id)];

    public static void SetCookie(HttpContext http, string id, string token) => http.Response.Cookies.Append(CookieName(id), token, new CookieOptions
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        MaxAge = s_cookieLife,
        Path = "/",
    });

    private static string CookieName(string id) => $"hc-panel-{id}";
}
