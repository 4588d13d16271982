using HybridCalendar.Gateway.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Admin;

/// <summary>Signs administrators in and out of the pages.</summary>
internal static partial class SignIn
{
    /// <summary>Longer than any key or token.</summary>
    private const int LongestKey = 8 * 1024;

    public static RazorComponentResult<SignInPage> Show(string? returnUrl) => Page(AdminSession.SafeReturn(returnUrl), wasRefused: false);

    public static async Task<IResult> TryAsync(HttpContext context, IAntiforgery antiforgery, AdminTokens tokens, ILogger<AdminTokens> log)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Stale();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var returnUrl = AdminSession.SafeReturn(form["returnUrl"]);
        var key = form["key"].ToString().Trim();
        var administrator = key.Length is > 0 and <= LongestKey ? await tokens.AuthenticateAsync(key, context.RequestAborted) : null;
        if (administrator is null)
        {
            LogRefused(log);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Page(returnUrl, wasRefused: true);
        }
        await AdminSession.BeginAsync(context, administrator);
        return TypedResults.LocalRedirect(returnUrl);
    }

    public static async Task<IResult> EndAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Stale();
        await context.SignOutAsync(AdminSession.Scheme);
        return TypedResults.LocalRedirect(AdminSession.SignInPath);
    }

    /// <summary>A form that another site sent, or one that is older than the gateway's last start.</summary>
    public static ProblemHttpResult Stale() =>
        TypedResults.Problem("This form is out of date: load the page again and repeat.", statusCode: StatusCodes.Status400BadRequest);

    private static RazorComponentResult<SignInPage> Page(string returnUrl, bool wasRefused) =>
        new(new { ReturnUrl = returnUrl, WasRefused = wasRefused });

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in to the pages of administrators was refused")]
    private static partial void LogRefused(ILogger logger);
}
