using HybridCalendar.Gateway.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Admin;

/// <summary>Signs administrators in and out of the pages, with a key or token, or through the issuer.</summary>
internal static partial class SignIn
{
    public static RazorComponentResult<SignInPage> Show(string? returnUrl, OpenIdSignIn openId) => Page(AdminSession.SafeReturn(returnUrl), openId, refusal: null);

    public static async Task<IResult> TryAsync(HttpContext context, AdminTokens tokens, OpenIdSignIn openId, ILogger<AdminTokens> log)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var returnUrl = AdminSession.SafeReturn(form["returnUrl"]);
        var administrator = await tokens.AuthenticateAsync(form["key"].ToString().Trim(), context.RequestAborted);
        if (administrator is null)
        {
            LogRefused(log);
            return Page(returnUrl, openId, "wrongKey");
        }
        await AdminSession.BeginAsync(context, administrator);
        return TypedResults.LocalRedirect(returnUrl);
    }

    /// <summary>Sends the browser to the issuer.</summary>
    public static async Task<IResult> BeginOpenIdAsync(HttpContext context, string? returnUrl, OpenIdSignIn openId) =>
        openId.IsSet ? TypedResults.Redirect(await openId.BeginAsync(context, AdminSession.SafeReturn(returnUrl))) : TypedResults.NotFound();

    /// <summary>Takes the browser back from the issuer.</summary>
    public static async Task<IResult> EndOpenIdAsync(HttpContext context, string? code, string? state, OpenIdSignIn openId, ILogger<AdminTokens> log)
    {
        if (!openId.IsSet)
            return TypedResults.NotFound();
        var (administrator, returnUrl) = await openId.EndAsync(context, code, state);
        if (administrator is null)
        {
            LogRefused(log);
            return Page(returnUrl, openId, "refusedByIssuer");
        }
        await AdminSession.BeginAsync(context, administrator);
        // Not a redirect: the browser would count it as the issuer's, and not send the session's cookie along.
        return new RazorComponentResult<SignedInPage>(new { ReturnUrl = returnUrl });
    }

    public static async Task<IResult> EndAsync(HttpContext context)
    {
        await context.SignOutAsync(AdminSession.Scheme);
        return TypedResults.LocalRedirect(AdminSession.SignInPath);
    }

    private static RazorComponentResult<SignInPage> Page(string returnUrl, OpenIdSignIn openId, string? refusal) =>
        new(new { ReturnUrl = returnUrl, Refusal = refusal, HasIssuer = openId.IsSet })
        {
            StatusCode = refusal is null ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden,
        };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in to the pages of administrators was refused")]
    private static partial void LogRefused(ILogger logger);
}
