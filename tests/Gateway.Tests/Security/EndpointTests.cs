using System.Net;
using System.Security.Cryptography;
using System.Text;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Security;

/// <summary>
/// Every endpoint that routing knows refuses whoever may not come in, and what it cannot read. A new endpoint is found by itself;
/// one outside the API and the pages has to be entered here with who may call it.
/// </summary>
public sealed partial class EndpointTests(IssuerGateway world) : IClassFixture<IssuerGateway>
{
    /// <summary>Not administrators': who may call it instead, and what a stranger gets.</summary>
    private static readonly Dictionary<string, HttpStatusCode> s_others = new()
    {
        ["GET /openapi/{documentName}.json"] = HttpStatusCode.NotFound,
        ["POST /graph/notifications"] = HttpStatusCode.BadRequest,
        ["POST /graph/lifecycle"] = HttpStatusCode.BadRequest,
        ["POST /devices/{id}/activation"] = HttpStatusCode.BadRequest,
        ["GET /devices/{id}/bookings"] = HttpStatusCode.Unauthorized,
        ["POST /devices/{id}/confirmations"] = HttpStatusCode.Unauthorized,
        ["POST /devices/{id}/sync"] = HttpStatusCode.Unauthorized,
        ["GET /connectors/link"] = HttpStatusCode.BadRequest,
        ["POST /connectors/registration"] = HttpStatusCode.BadRequest,
        // Leads to the pages of administrators, which ask to sign in.
        ["GET /"] = HttpStatusCode.Redirect,
        // Shows a form for an activation code, and nothing of the device.
        ["GET /rooms/{device}"] = HttpStatusCode.OK,
        ["* /health/live"] = HttpStatusCode.OK,
        ["* /health/ready"] = HttpStatusCode.OK,
    };

    /// <summary>Bodies that are right, where a wrong one is refused before the stranger is.</summary>
    private static readonly Dictionary<string, string> s_bodies = new() { ["POST /devices/{id}/confirmations"] = "{\"version\":1}" };

    private static readonly Dictionary<string, HttpStatusCode> s_pagesForAnyone = new()
    {
        ["GET /admin/sign-in"] = HttpStatusCode.OK,
        ["POST /admin/sign-in"] = HttpStatusCode.BadRequest,
        ["GET /admin/sign-in/openid"] = HttpStatusCode.Redirect,
        ["GET /admin/sign-in/callback"] = HttpStatusCode.Forbidden,
        ["GET /admin/language/{language}"] = HttpStatusCode.NotFound,
    };

    private readonly IReadOnlyList<ApiEndpoint> _all = ApiEndpoint.All(world.Gateway.App);
    private readonly List<string> _failures = [];

    private IEnumerable<ApiEndpoint> Api => _all.Where(endpoint => endpoint.Pattern.StartsWith("/api/", StringComparison.Ordinal));

    private IEnumerable<ApiEndpoint> Pages => _all.Where(endpoint =>
        (endpoint.Pattern + "/").StartsWith("/admin/", StringComparison.Ordinal) && !s_pagesForAnyone.ContainsKey(endpoint.ToString()));

    [Fact]
    public async Task Every_endpoint_is_administrators_or_in_the_table()
    {
        var others = _all.Except(Api).Except(Pages).ToList();
        others.Select(endpoint => endpoint.ToString()).Order().ShouldBe(s_others.Keys.Concat(s_pagesForAnyone.Keys).Order());
        foreach (var endpoint in others)
        {
            var expected = s_others.TryGetValue(endpoint.ToString(), out var other) ? other : s_pagesForAnyone[endpoint.ToString()];
            await ExpectAsync(endpoint, expected, "a stranger", NoRedirect(endpoint.Method == "*" ? "GET" : endpoint.Method, endpoint.Path, s_bodies.GetValueOrDefault(endpoint.ToString())));
        }
        _failures.ShouldBeEmpty();
    }

    [Fact]
    public void Every_call_that_changes_something_is_named_for_the_audit_log() =>
        Api.Concat(Pages).Where(endpoint => !endpoint.OnlyReads && !endpoint.IsNamed).Select(endpoint => endpoint.ToString()).ShouldBeEmpty();

    [Fact]
    public async Task The_API_refuses_what_is_no_token_of_an_administrator()
    {
        var issuer = world.Issuer;
        using var foreign = RSA.Create(2048);
        var good = issuer.Token();
        var parts = good.Split('.');
        var refused = new (string What, string? Authorization)[]
        {
            ("no token", null),
            ("an empty token", "Bearer "),
            ("another scheme", "Basic YWRtaW46YWRtaW4="),
            ("no token at all", "Bearer guessed"),
            ("the local key beside an issuer", $"Bearer {world.Gateway.Key}"),
            ("half a token", $"Bearer {parts[0]}.{parts[1]}"),
            ("another's signature", $"Bearer {issuer.Token(key: foreign)}"),
            ("a changed claim", $"Bearer {parts[0]}.{parts[1][..^4]}AAAA.{parts[2]}"),
            ("no signature", $"Bearer {Base64("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{parts[1]}."),
            ("another audience", $"Bearer {issuer.Token(audience: TestIssuer.ClientId)}"),
            ("another issuer", $"Bearer {issuer.Token(issuer: "https://evil.example")}"),
            ("an expired token", $"Bearer {issuer.Token(life: TimeSpan.FromMinutes(-10))}"),
            ("another role", $"Bearer {issuer.Token("Somebody.Else")}"),
            ("an over-long token", $"Bearer {new string('a', 20_000)}"),
        };
        foreach (var endpoint in Api)
        {
            foreach (var (what, authorization) in refused)
                await ExpectAsync(endpoint, HttpStatusCode.Unauthorized, what, world.SendAsync(endpoint.Method, endpoint.Path, authorization));
        }
        _failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_only_reads_reads_and_changes_nothing()
    {
        var token = $"Bearer {world.Issuer.Token("HybridCalendar.Reader")}";
        foreach (var endpoint in Api.Where(endpoint => !endpoint.OnlyReads))
            await ExpectAsync(endpoint, HttpStatusCode.Forbidden, "the role that reads", world.SendAsync(endpoint.Method, endpoint.Path, token));
        foreach (var endpoint in Api.Where(endpoint => endpoint.OnlyReads))
        {
            using var answer = await world.SendAsync(endpoint.Method, endpoint.Path, token);
            if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError)
                _failures.Add($"{endpoint}: {answer.StatusCode} to the role that reads");
        }
        _failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_API_refuses_what_it_cannot_read()
    {
        var token = $"Bearer {world.Issuer.Token()}";
        var tooLong = "{\"displayName\":\"" + new string('x', 300 * 1024) + "\"}";
        foreach (var endpoint in Api.Where(endpoint => endpoint.TakesJson))
        {
            await ExpectAsync(endpoint, HttpStatusCode.BadRequest, "half a body", world.SendAsync(endpoint.Method, endpoint.Path, token, Json("{\"displayName\":")));
            await ExpectAsync(endpoint, HttpStatusCode.BadRequest, "an unknown field", world.SendAsync(endpoint.Method, endpoint.Path, token, Json("{\"noSuchField\":1}")));
            await ExpectAsync(endpoint, HttpStatusCode.BadRequest, "a list", world.SendAsync(endpoint.Method, endpoint.Path, token, Json("[]")));
            await ExpectAsync(endpoint, HttpStatusCode.RequestEntityTooLarge, "a huge body", world.SendAsync(endpoint.Method, endpoint.Path, token, Json(tooLong)));
            await ExpectAsync(
                endpoint, HttpStatusCode.UnsupportedMediaType, "another type", world.SendAsync(endpoint.Method, endpoint.Path, token, new StringContent("{}", Encoding.UTF8, "text/plain")));
            using var answer = await world.SendAsync(endpoint.Method, endpoint.Path, token, Json("{}"));
            if (answer.StatusCode >= HttpStatusCode.InternalServerError)
                _failures.Add($"{endpoint}: {answer.StatusCode} to a body without fields");
        }
        foreach (var endpoint in Api.Where(endpoint => endpoint.Pattern.Contains("{mail}", StringComparison.Ordinal) || endpoint.Pattern.Contains("{id}", StringComparison.Ordinal)))
        {
            foreach (var wrong in new[] { "no mail!", new string('a', 400) })
            {
                var body = endpoint.TakesJson ? Json("{}") : null;
                await ExpectAsync(endpoint, HttpStatusCode.BadRequest, "a wrong address", world.SendAsync(endpoint.Method, endpoint.PathWith(wrong, wrong), token, body));
            }
        }
        _failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_ask_strangers_to_sign_in_and_take_only_their_own_forms()
    {
        foreach (var endpoint in Pages)
            await ExpectAsync(endpoint, HttpStatusCode.Redirect, "a stranger", NoRedirect(endpoint.Method, endpoint.Path));
        using var reader = await SignInAsync("HybridCalendar.Reader");
        using var full = await SignInAsync("HybridCalendar.Admin");
        foreach (var endpoint in Pages.Where(endpoint => endpoint.Method == "POST"))
        {
            if (!endpoint.OnlyReads)
                await ExpectAsync(endpoint, HttpStatusCode.Forbidden, "the role that reads", reader.PostAsync(endpoint.Path));
            await ExpectAsync(endpoint, HttpStatusCode.BadRequest, "a form of another site", full.PostAsync(endpoint.Path));
        }
        _failures.ShouldBeEmpty();
    }

    /// <summary>Errors say what is wrong, as problem details and without the names of types.</summary>
    private async Task ExpectAsync(ApiEndpoint endpoint, HttpStatusCode expected, string what, Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        if (answer.StatusCode != expected)
            _failures.Add($"{endpoint}: {(int)answer.StatusCode} instead of {(int)expected} to {what}");
        var isProblem = answer.Content.Headers.ContentType?.MediaType is "application/problem+json";
        if ((int)answer.StatusCode >= 400 && endpoint.Pattern.StartsWith("/api/", StringComparison.Ordinal) && !isProblem)
            _failures.Add($"{endpoint}: no problem details to {what}");
        if (isProblem && (await answer.Content.ReadAsStringAsync()) is var text && (!text.Contains("\"detail\"", StringComparison.Ordinal) && !text.Contains("\"errors\"", StringComparison.Ordinal) || text.Contains("HybridCalendar.G", StringComparison.Ordinal)))
            _failures.Add($"{endpoint}: says nothing, or too much, to {what}: {text}");
    }

    private async Task<HttpResponseMessage> NoRedirect(string method, string path, string? body = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = world.Gateway.Address, Timeout = GatewayHost.LongDeadline };
        return await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : Json(body) });
    }

    private async Task<AdminBrowser> SignInAsync(string role)
    {
        var browser = new AdminBrowser(world.Gateway);
        await browser.SignInThroughAsync(world.Issuer, role);
        return browser;
    }

    private static StringContent Json(string text) => ApiEndpoint.Json(text);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=');
}
