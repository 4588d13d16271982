using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HybridCalendar.Gateway.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace HybridCalendar.Gateway.Security;

/// <summary>
/// The authorization code flow with PKCE. What was asked is kept in a cookie of the browser that asked, sealed and for minutes: a code
/// that another browser got, or that is brought a second time, opens nothing.
/// </summary>
internal sealed class OpenIdSignIn(
    IOptions<AdminOptions> options, IOptions<GatewayOptions> gateway, TokenIssuer issuer, IHttpClientFactory http, IDataProtectionProvider protection,
    TimeProvider time)
{
    private const string Cookie = "hc-sign-in";
    private const string CookiePath = "/admin/sign-in";
    private const int LongestAnswer = 8 * 1024;
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(15);
    private readonly IDataProtector _protector = protection.CreateProtector(nameof(OpenIdSignIn));
    private readonly AdminOptions _options = options.Value;
    private readonly string _redirectUri = gateway.Value.PublicUrl!.AbsoluteUri.TrimEnd('/') + "/admin/sign-in/callback";

    /// <summary>Whether there is an issuer to sign in through.</summary>
    public bool IsSet => issuer.IsSet && _options.ClientId.Length > 0;

    /// <param name="State">Comes back with the code.</param>
    /// <param name="Nonce">Comes back in the token.</param>
    /// <param name="Verifier">Proves that who brings the code is who asked for it.</param>
    /// <param name="ReturnUrl">A path of ours.</param>
    /// <param name="Expires">UTC.</param>
    private sealed record Asked(string State, string Nonce, string Verifier, string ReturnUrl, DateTimeOffset Expires);

    /// <returns>The issuer's address to send the browser to.</returns>
    public async Task<string> BeginAsync(HttpContext context, string returnUrl)
    {
        var asked = new Asked(Random(), Random(), Random(), returnUrl, time.GetUtcNow() + s_life);
        var configuration = await issuer.DescribeAsync(context.RequestAborted);
        context.Response.Cookies.Append(Cookie, _protector.Protect(JsonSerializer.Serialize(asked)), CookieOf(context));
        return QueryHelpers.AddQueryString(configuration.AuthorizationEndpoint, new Dictionary<string, string?>
        {
            ["client_id"] = _options.ClientId,
            ["response_type"] = "code",
            ["response_mode"] = "query",
            ["redirect_uri"] = _redirectUri,
            ["scope"] = _options.Scope,
            ["state"] = asked.State,
            ["nonce"] = asked.Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(asked.Verifier))),
            ["code_challenge_method"] = "S256",
        });
    }

    /// <returns>The administrator, or null when it is none; and where he wanted to go.</returns>
    public async Task<(ClaimsIdentity? Administrator, string ReturnUrl)> EndAsync(HttpContext context, string? code, string? state)
    {
        var asked = Read(context.Request.Cookies[Cookie]);
        context.Response.Cookies.Delete(Cookie, CookieOf(context));
        if (asked is null || code is not { Length: > 0 and <= LongestAnswer } || !IsSame(state, asked.State))
            return (null, asked?.ReturnUrl ?? "/admin/rooms");
        var claims = await RedeemAsync(code, asked, context.RequestAborted);
        return (claims is null ? null : AdminIdentity.OfToken(claims, _options), asked.ReturnUrl);
    }

    private async Task<ClaimsIdentity?> RedeemAsync(string code, Asked asked, CancellationToken cancel)
    {
        var configuration = await issuer.DescribeAsync(cancel);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = _redirectUri,
            ["client_id"] = _options.ClientId,
            ["code_verifier"] = asked.Verifier,
        }.Concat(_options.ClientSecret.Length > 0 ? [KeyValuePair.Create("client_secret", _options.ClientSecret)] : []));
        using var answer = await PostAsync(configuration.TokenEndpoint, form, cancel);
        if ((int)answer.StatusCode >= StatusCodes.Status500InternalServerError)
            throw new IssuerUnreachableException();
        if (!answer.IsSuccessStatusCode)
            return null;
        var token = new OpenIdConnectMessage(await answer.Content.ReadAsStringAsync(cancel)).IdToken;
        return token is not null && await issuer.ReadAsync(token, _options.ClientId, cancel) is { } claims && IsSame(claims.FindFirst("nonce")?.Value, asked.Nonce)
            ? claims
            : null;
    }

    private async Task<HttpResponseMessage> PostAsync(string endpoint, HttpContent form, CancellationToken cancel)
    {
        try
        {
            return await http.CreateClient(TokenIssuer.HttpClientName).PostAsync(endpoint, form, cancel);
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            throw new IssuerUnreachableException(unreachable);
        }
    }

    private Asked? Read(string? cookie)
    {
        if (cookie is not { Length: > 0 and <= LongestAnswer })
            return null;
        try
        {
            var asked = JsonSerializer.Deserialize<Asked>(_protector.Unprotect(cookie));
            return asked is not null && time.GetUtcNow() < asked.Expires ? asked : null;
        }
        catch (CryptographicException)
        {
            // Forged, or older than the gateway's last start: as good as none.
            return null;
        }
    }

    private static bool IsSame(string? given, string wanted) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(wanted));

    /// <summary>Lax: it has to come back from the issuer's site.</summary>
    private static CookieOptions CookieOf(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = CookiePath,
        MaxAge = s_life,
        IsEssential = true,
    };

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
