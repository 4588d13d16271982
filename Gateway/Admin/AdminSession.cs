using System.Globalization;
using System.Security.Claims;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Gateway.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Admin;

/// <summary>
/// An administrator's session in a browser: a cookie that no script reads and no other site sends, with the id of a session that all
/// gateways find. It ends after eight hours, with the token that it began with, and when its administrator signs out.
/// </summary>
internal static class AdminSession
{
    public const string Scheme = "AdminSession";
    public const string Policy = "AdminPages";
    public const string SignInPath = "/admin/sign-in";
    public const string HomePath = "/admin/overview";
    private static readonly TimeSpan s_life = TimeSpan.FromHours(8);

    public static AuthenticationBuilder AddAdminSession(this AuthenticationBuilder authentication)
    {
        authentication.Services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<ITicketStore, IOptions<GatewayOptions>>((options, store, gateway) =>
        {
            options.SessionStore = store;
            // A proxy may end TLS without telling us.
            options.Cookie.SecurePolicy = gateway.Value.PublicUrl?.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        return authentication.AddCookie(Scheme, SetUp);
    }

    private static void SetUp(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "hc-admin";
        options.Cookie.Path = "/admin";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.ExpireTimeSpan = s_life;
        options.SlidingExpiration = false;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = "returnUrl";
        // A session that ended while somebody typed: signing in leads to the page of the form.
        options.Events.OnRedirectToLogin = static redirected =>
        {
            redirected.Response.Redirect($"{redirected.RedirectUri.Split('?')[0]}?{redirected.Options.ReturnUrlParameter}={Uri.EscapeDataString(AdminViewer.PathOf(redirected.Request))}");
            return Task.CompletedTask;
        };
        // No page of its own: whoever only reads is shown no form that changes something.
        options.Events.OnRedirectToAccessDenied = static refused =>
            TypedResults.Problem("Your role may read everything and change nothing.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(refused.HttpContext);
    }

    /// <summary>Begins a session. One that began with a token for the API ends with it.</summary>
    public static Task BeginAsync(HttpContext context, ClaimsIdentity administrator) => context.SignInAsync(
        Scheme,
        new ClaimsPrincipal(AdminIdentity.Create(administrator.Name ?? "", administrator.FindFirst(ClaimTypes.Role)?.Value ?? "", Scheme)),
        new AuthenticationProperties
        {
            ExpiresUtc = long.TryParse(administrator.FindFirst("exp")?.Value, CultureInfo.InvariantCulture, out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null,
        });

    /// <summary>Where to go after signing in: a page of ours, whatever was asked for.</summary>
    public static string SafeReturn(string? returnUrl) =>
        returnUrl is not null && returnUrl.StartsWith("/admin/", StringComparison.Ordinal) && !returnUrl.StartsWith(SignInPath, StringComparison.Ordinal)
        && !returnUrl.Contains('\\', StringComparison.Ordinal) && !returnUrl.Any(char.IsControl)
            ? returnUrl
            : HomePath;
}
