using System.Net;
using System.Text.RegularExpressions;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Gateway.Tests.Security;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>As a browser: keeps cookies, follows no redirect by itself, and sends forms as the page gave them.</summary>
internal sealed class AdminBrowser : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="gateway">Where it goes.</param>
    /// <param name="cookies">Of another browser, or one that was at another gateway; none by default.</param>
    public AdminBrowser(GatewayHost gateway, CookieContainer? cookies = null)
    {
        Cookies = cookies ?? new CookieContainer();
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = true, CookieContainer = Cookies, AllowAutoRedirect = false, Expect100ContinueTimeout = GatewayHost.LongDeadline,
        })
        {
            BaseAddress = gateway.Address,
            Timeout = GatewayHost.LongDeadline,
        };
    }

    public CookieContainer Cookies { get; }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request);

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

    /// <summary>Without waiting for the end, which a stream does not have.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path) => _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);

    public async Task<string> ReadAsync(string path)
    {
        var answer = await GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a form, with the hidden token of a page that holds one.</summary>
    public async Task<HttpResponseMessage> SendAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        return await PostAsync(path, [.. fields, ("__RequestVerificationToken", await TokenAsync(page))]);
    }

    /// <summary>The hidden token of a page's forms.</summary>
    public async Task<string> TokenAsync(string page)
    {
        var token = Regex.Match(await ReadAsync(page), "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"").Groups["token"].Value;
        token.ShouldNotBeEmpty();
        return token;
    }

    /// <param name="path">Where the form goes.</param>
    /// <param name="form">The form.</param>
    /// <param name="expectContinue">Whether it is asked before whether the form may come.</param>
    public Task<HttpResponseMessage> PostAsync(string path, HttpContent form, bool expectContinue = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.ExpectContinue = expectContinue;
        return _http.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        _http.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public async Task SignInAsync(GatewayHost gateway)
    {
        var answer = await SendAsync("/admin/sign-in", "/admin/sign-in", ("key", gateway.Key), ("returnUrl", "/admin/rooms"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    /// <summary>Signs in through an issuer.</summary>
    /// <returns>The page that the callback answers with.</returns>
    public async Task<string> SignInThroughAsync(TestIssuer issuer, string role, string returnUrl = "/admin/rooms")
    {
        var answer = await ComeBackAsync(issuer, role, returnUrl);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<HttpResponseMessage> ComeBackAsync(TestIssuer issuer, string role, string returnUrl = "/admin/rooms") =>
        await GetAsync(await AskIssuerAsync(issuer, role, returnUrl));

    /// <summary>Goes to the issuer.</summary>
    /// <returns>The path and query that it sends the browser back to.</returns>
    public async Task<string> AskIssuerAsync(TestIssuer issuer, string role, string returnUrl = "/admin/rooms")
    {
        issuer.Role = role;
        var there = (await GetAsync($"/admin/sign-in/openid?returnUrl={Uri.EscapeDataString(returnUrl)}")).Headers.Location!;
        // The gateway's public address leads nowhere here: only its path counts, without the base that a proxy takes off.
        return (await _http.GetAsync(there)).Headers.Location!.PathAndQuery.Replace("/base/", "/", StringComparison.Ordinal);
    }

    public void Dispose() => _http.Dispose();
}
