namespace HybridCalendar.Sandbox.Webex;

/// <summary><c>POST /v1/access_token</c>: a refresh token becomes an access token (RFC 6749 form).</summary>
internal static class TokenApi
{
    private static readonly long RefreshLifeSeconds = (long)TimeSpan.FromDays(90).TotalSeconds;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/v1/access_token", IssueAsync).WithMetadata(new AllowWithoutToken()).DisableAntiforgery();

    private static async Task<IResult> IssueAsync(HttpContext context, WebexTokens tokens, WebexSandboxOptions options)
    {
        if (!context.Request.HasFormContentType)
            throw new WebexProblem(StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/x-www-form-urlencoded.");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["grant_type"] != "refresh_token") throw WebexProblem.BadRequest("grant_type must be refresh_token.");
        if (form["client_id"] != options.ClientId || form["client_secret"] != options.ClientSecret)
            throw new WebexProblem(StatusCodes.Status401Unauthorized, "The client id or the client secret is wrong.");
        if (form["refresh_token"] != options.RefreshToken) throw WebexProblem.BadRequest("The refresh token is invalid or has expired.");
        var caller = tokens.IssueForServiceApp();
        return WebexJson.Ok(new
        {
            access_token = caller.Token,
            expires_in = (long)options.AccessTokenLifetime.TotalSeconds,
            refresh_token = options.RefreshToken,
            refresh_token_expires_in = RefreshLifeSeconds,
            token_type = "Bearer",
            scope = string.Join(' ', caller.Scopes),
        });
    }
}
