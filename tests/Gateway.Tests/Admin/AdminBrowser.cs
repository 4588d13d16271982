using System.Net;
using System.Text.RegularExpressions;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>As a browser: keeps cookies, follows no redirect by itself, and sends forms as the page gave them.</summary>
internal sealed class AdminBrowser : IDisposable
{
    private readonly HttpClient _http;

    public AdminBrowser(GatewayHost gateway) => _http = new HttpClient(
        new SocketsHttpHandler { UseCookies = true, CookieContainer = Cookies, AllowAutoRedirect = false })
    {
        BaseAddress = gateway.Address,
        Timeout = GatewayHost.Deadline,
    };

    public CookieContainer Cookies { get; } = new();

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

    public async Task<string> ReadAsync(string path)
    {
        var answer = await GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a form, with the hidden token of a page that holds one.</summary>
    public async Task<HttpResponseMessage> SendAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        var token = Regex.Match(await ReadAsync(page), "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"").Groups["token"].Value;
        token.ShouldNotBeEmpty();
        return await PostAsync(path, [.. fields, ("__RequestVerificationToken", token)]);
    }

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        _http.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public async Task SignInAsync(GatewayHost gateway)
    {
        var answer = await SendAsync("/admin/sign-in", "/admin/sign-in", ("key", gateway.Key), ("returnUrl", "/admin/rooms"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    public void Dispose() => _http.Dispose();
}
