using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using HybridCalendar.Clients.Connectors;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Connectors;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Security;

/// <content>What was used before, is over-long or malformed: at pages, and at each endpoint that is not administrators' alone.</content>
public sealed partial class EndpointTests
{
    private const string FormToken = "__RequestVerificationToken";
    private const string OverLong = "over-long";
    private const string Malformed = "malformed";
    private const string Replayed = "replayed";

    /// <summary>What a device that lost its token must not be told.</summary>
    private const string DeviceName = "Boardroom of the seventh floor";

    /// <summary>They read nothing of what is sent.</summary>
    private static readonly string[] s_readNothing = ["GET /", "* /health/live", "* /health/ready"];

    /// <summary>What they take opens nothing. Of Graph's hints the same again is no other than the first: what it points at is read.</summary>
    private static readonly string[] s_openNothing =
    [
        "GET /openapi/{documentName}.json", "POST /graph/notifications", "POST /graph/lifecycle", "GET /admin/sign-in", "GET /admin/sign-in/openid", "GET /admin/language/{language}",
    ];

    /// <summary>What it takes comes in frames: <see cref="A_link_takes_no_proof_of_another_one_and_no_frame_that_is_none"/>.</summary>
    private const string Link = "GET /connectors/link";

    /// <param name="Endpoint">Which one.</param>
    /// <param name="Kind">What is wrong with what is sent.</param>
    /// <param name="Expected">What is answered.</param>
    /// <param name="SendAsync">Sends it.</param>
    private sealed record Refusal(string Endpoint, string Kind, HttpStatusCode Expected, Func<Task<HttpResponseMessage>> SendAsync);

    [Fact]
    public async Task Pages_take_no_form_of_another_session_and_nothing_of_one_that_has_ended()
    {
        using var full = await SignInAsync("HybridCalendar.Admin");
        using var other = await SignInAsync("HybridCalendar.Admin");
        var (own, foreign) = (await full.TokenAsync("/admin/users"), await other.TokenAsync("/admin/users"));
        foreach (var endpoint in Pages.Where(endpoint => endpoint.Method == "POST"))
            await ExpectAsync(endpoint, HttpStatusCode.BadRequest, "a form of another session", full.PostAsync(endpoint.Path, (FormToken, foreign)));
        var copied = new CookieContainer();
        copied.Add(full.Cookies.GetAllCookies());
        using var thief = new AdminBrowser(world.Gateway, copied);
        (await thief.ReadAsync("/admin/users")).ShouldContain("<h1>");

        (await full.PostAsync("/admin/sign-out", (FormToken, own))).Headers.Location!.ToString().ShouldBe("/admin/sign-in");

        foreach (var endpoint in Pages)
        {
            using var answer = endpoint.Method == "POST" ? await thief.PostAsync(endpoint.Path, (FormToken, own)) : await thief.OpenAsync(endpoint.Path);
            if (answer.StatusCode != HttpStatusCode.Redirect || !answer.Headers.Location!.ToString().Contains("/admin/sign-in?", StringComparison.Ordinal))
                _failures.Add($"{endpoint}: {(int)answer.StatusCode} to {answer.Headers.Location} with the cookie and form of a session that has ended");
        }
        _failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_else_may_call_is_refused_what_is_over_long_malformed_or_was_used_before()
    {
        using var admin = world.Client("HybridCalendar.Admin");
        using var browser = new AdminBrowser(world.Gateway);
        List<Refusal> refusals = [.. OfBodies(), .. OfAddresses(), .. await OfDevicesAsync(admin), await OfConnectorsAsync(admin), .. await OfSignInsAsync(browser)];
        foreach (var refusal in refusals)
            await ExpectAsync(_all.Single(endpoint => endpoint.ToString() == refusal.Endpoint), refusal.Expected, $"what is {refusal.Kind}", LookAtAsync(refusal));
        _failures.ShouldBeEmpty();
        // A new endpoint has to be tried with all three.
        var others = _all.Except(Api).Except(Pages).Select(endpoint => endpoint.ToString()).Except(s_readNothing).Except([Link]).ToList();
        var wanted = others.SelectMany(endpoint => new[] { OverLong, Malformed, Replayed }.Select(kind => (Endpoint: endpoint, Kind: kind)));
        var missing = wanted.Where(wish => !refusals.Exists(refusal => (refusal.Endpoint, refusal.Kind) == wish));
        missing.Where(missed => missed.Kind != Replayed || !s_openNothing.Contains(missed.Endpoint)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_takes_no_proof_of_another_one_and_no_frame_that_is_none()
    {
        using var admin = world.Client("HybridCalendar.Admin");
        var (id, token, key) = await BeginConnectorAsync(admin, "replayed-link.company.com");
        (await RegisterAsync(id, token, key)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        LinkFrame.Hello? first = null;

        (await GreetAsync(nonce => first = new LinkFrame.Hello(id, key.Prove(id, nonce, TimeProvider.System.GetUtcNow()), "1"))).ShouldBeOfType<LinkFrame.Welcome>();
        (await GreetAsync(_ => first!)).ShouldBeOfType<LinkFrame.Refused>().Code.ShouldBe("proof");
        (await GreetAsync(_ => new LinkFrame.Hello("no id!", "x", "1"))).ShouldBeOfType<LinkFrame.Refused>().Code.ShouldBe("hello");
        (await GreetAsync(_ => new LinkFrame.Hello(id, new string('x', 2 * 1024 * 1024), "1"))).ShouldBeNull("the link is cut");
    }

    /// <summary>Sends it, and reads whether the answer holds what it must not.</summary>
    private async Task<HttpResponseMessage> LookAtAsync(Refusal refusal)
    {
        var answer = await refusal.SendAsync();
        var text = await answer.Content.ReadAsStringAsync();
        if (text.Contains(StrangeInput.Script, StringComparison.Ordinal) || text.Contains(DeviceName, StringComparison.Ordinal))
            _failures.Add($"{refusal.Endpoint}: tells too much to what is {refusal.Kind}");
        return answer;
    }

    private IEnumerable<Refusal> OfBodies()
    {
        foreach (var endpoint in new[] { "POST /graph/notifications", "POST /graph/lifecycle", "POST /devices/{id}/activation", "POST /devices/{id}/confirmations", "POST /connectors/registration" })
        {
            var path = endpoint.Split(' ')[1].Replace("{id}", "nothing", StringComparison.Ordinal);
            yield return new Refusal(endpoint, OverLong, HttpStatusCode.RequestEntityTooLarge, () => AskAsync(endpoint, path, "application/json"));
            yield return new Refusal(endpoint, Malformed, HttpStatusCode.BadRequest, () => world.SendAsync("POST", path, null, Json("{\"code\":")));
        }
        // Without a body: what can be wrong is the token.
        foreach (var (endpoint, path) in new[] { ("GET /devices/{id}/bookings", "/devices/nothing/bookings"), ("POST /devices/{id}/sync", "/devices/nothing/sync") })
        {
            var method = endpoint.Split(' ')[0];
            yield return new Refusal(endpoint, OverLong, HttpStatusCode.Unauthorized, () => world.SendAsync(method, path, $"Bearer {new string('a', 20_000)}"));
            yield return new Refusal(endpoint, Malformed, HttpStatusCode.Unauthorized, () => world.SendAsync(method, path, "Bearer 'OR 1=1"));
        }
    }

    private IEnumerable<Refusal> OfAddresses()
    {
        var (tooLong, strange) = (new string('a', 1_500), Uri.EscapeDataString(StrangeInput.Script));
        foreach (var (endpoint, before, after) in new[]
        {
            ("GET /openapi/{documentName}.json", "/openapi/", ".json"), ("GET /rooms/{device}", "/rooms/", ""), ("GET /admin/language/{language}", "/admin/language/", ""),
        })
        {
            yield return new Refusal(endpoint, OverLong, HttpStatusCode.NotFound, () => NoRedirect("GET", $"{before}{tooLong}{after}"));
            yield return new Refusal(endpoint, Malformed, HttpStatusCode.NotFound, () => NoRedirect("GET", $"{before}{strange}{after}"));
        }
        // Where to go afterwards is of ours in any case.
        foreach (var (kind, value) in new[] { (OverLong, tooLong), (Malformed, strange) })
        {
            yield return new Refusal("GET /admin/sign-in", kind, HttpStatusCode.OK, () => NoRedirect("GET", $"/admin/sign-in?returnUrl=//evil.example/{value}"));
            yield return new Refusal("GET /admin/sign-in/openid", kind, HttpStatusCode.Redirect, () => NoRedirect("GET", $"/admin/sign-in/openid?returnUrl={value}"));
            yield return new Refusal("GET /admin/sign-in/callback", kind, HttpStatusCode.Forbidden, () => NoRedirect("GET", $"/admin/sign-in/callback?code={value}&state={value}"));
        }
    }

    /// <summary>A code that was used, a token that was taken away.</summary>
    private async Task<IReadOnlyList<Refusal>> OfDevicesAsync(HttpClient admin)
    {
        (await admin.PutAsJsonAsync("/api/devices/replayed", new { displayName = DeviceName })).EnsureSuccessStatusCode();
        var code = await ReadAsync(await admin.PostAsync("/api/devices/replayed/activation-code", null), "code");
        Task<HttpResponseMessage> ActivateAsync() => world.Gateway.Anyone.PostAsJsonAsync("/devices/replayed/activation", new { code });
        var bearer = $"Bearer {await ReadAsync(await ActivateAsync(), "token")}";
        (await world.SendAsync("POST", "/devices/replayed/sync", bearer)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using (var again = await ActivateAsync())
            again.StatusCode.ShouldBe(HttpStatusCode.Forbidden, "the code was used");
        (await admin.PostAsync("/api/devices/replayed/revoke", null)).EnsureSuccessStatusCode();
        return
        [
            new("POST /devices/{id}/activation", Replayed, HttpStatusCode.Forbidden, ActivateAsync),
            new("GET /devices/{id}/bookings", Replayed, HttpStatusCode.Unauthorized, () => world.SendAsync("GET", "/devices/replayed/bookings", bearer)),
            new("POST /devices/{id}/confirmations", Replayed, HttpStatusCode.Unauthorized, () => world.SendAsync("POST", "/devices/replayed/confirmations", bearer, Json("{\"version\":1}"))),
            new("POST /devices/{id}/sync", Replayed, HttpStatusCode.Unauthorized, () => world.SendAsync("POST", "/devices/replayed/sync", bearer)),
            // Asks for a code, and says nothing of the device.
            new("GET /rooms/{device}", Replayed, HttpStatusCode.OK, () => world.SendAsync("GET", "/rooms/replayed", bearer)),
        ];
    }

    private async Task<Refusal> OfConnectorsAsync(HttpClient admin)
    {
        var (id, token, key) = await BeginConnectorAsync(admin, "replayed.company.com");
        (await RegisterAsync(id, token, key)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        return new Refusal("POST /connectors/registration", Replayed, HttpStatusCode.Forbidden, () => RegisterAsync(id, token, new TestKey()));
    }

    private async Task<IReadOnlyList<Refusal>> OfSignInsAsync(AdminBrowser browser)
    {
        var back = await browser.AskIssuerAsync(world.Issuer, "HybridCalendar.Admin");
        (await browser.GetAsync(back)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var form = await browser.TokenAsync("/admin/users");
        return
        [
            new("GET /admin/sign-in/callback", Replayed, HttpStatusCode.Forbidden, () => browser.GetAsync(back)),
            new("POST /admin/sign-in", Replayed, HttpStatusCode.BadRequest, () => world.SendAsync("POST", "/admin/sign-in", null, new FormUrlEncodedContent([KeyValuePair.Create(FormToken, form)]))),
            new("POST /admin/sign-in", Malformed, HttpStatusCode.BadRequest, () => world.SendAsync("POST", "/admin/sign-in", null, Json("{"))),
            new("POST /admin/sign-in", OverLong, HttpStatusCode.RequestEntityTooLarge, () => AskAsync("POST /admin/sign-in", "/admin/sign-in", "application/x-www-form-urlencoded")),
        ];
    }

    private async Task<(string Id, string Token, TestKey Key)> BeginConnectorAsync(HttpClient admin, string host) =>
        (host, await ReadAsync(await admin.PostAsJsonAsync("/api/connectors", new { host }), "token"), new TestKey());

    private Task<HttpResponseMessage> RegisterAsync(string id, string token, TestKey key) => world.Gateway.Anyone.PostAsJsonAsync(
        "/connectors/registration", new { token, publicKey = key.PublicKey, proof = key.Prove(id, token, TimeProvider.System.GetUtcNow()) });

    /// <summary>Opens a link and sends a hello.</summary>
    /// <returns>What the gateway says to it; null when it ends the link.</returns>
    private async Task<LinkFrame?> GreetAsync(Func<string, LinkFrame.Hello> hello)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        var webSocket = new ClientWebSocket();
        await webSocket.ConnectAsync(new Uri($"ws://{world.Gateway.Address.Authority}/connectors/link"), deadline.Token);
        using var link = new LinkSocket(webSocket, GatewayHost.LongDeadline, TimeProvider.System);
        var challenge = (await link.ReceiveAsync(deadline.Token)).ShouldBeOfType<LinkFrame.Challenge>();
        try
        {
            await link.SendAsync(hello(challenge.Nonce), deadline.Token);
            return await link.ReceiveAsync(deadline.Token);
        }
        catch (LinkClosedException)
        {
            return null;
        }
    }

    /// <summary>Asks first whether a body may come that is a byte too long.</summary>
    private Task<HttpResponseMessage> AskAsync(string endpoint, string path, string type)
    {
        var limit = _all.Single(known => known.ToString() == endpoint).LargestBody ?? ApiEndpoint.UsualBody;
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new OverlongContent(limit, type) };
        request.Headers.ExpectContinue = true;
        return world.Gateway.Anyone.SendAsync(request);
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer, string field)
    {
        using (answer)
            return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty(field).GetString()!;
    }
}
