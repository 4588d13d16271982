using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Admin;

/// <summary>Keeps the language that somebody chose on a page, in a cookie: it is nobody else's business.</summary>
internal static class LanguageChoice
{
    private static readonly TimeSpan s_life = TimeSpan.FromDays(365);

    public static Results<RedirectHttpResult, NotFound> Choose(string language, string? returnUrl, HttpContext context)
    {
        if (AdminTexts.Find(language) is not { } texts || texts.Language != language)
            return TypedResults.NotFound();
        context.Response.Cookies.Append(AdminTexts.Cookie, language, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/admin",
            MaxAge = s_life,
            IsEssential = true,
        });
        return TypedResults.LocalRedirect(returnUrl == AdminSession.SignInPath ? returnUrl : AdminSession.SafeReturn(returnUrl));
    }
}
