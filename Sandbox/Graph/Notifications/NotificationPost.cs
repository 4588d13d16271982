using System.Buffers;
using System.Collections.Concurrent;
using System.Net.Http.Headers;
using HybridCalendar.Sandbox.Graph.Control;
using HybridCalendar.Sandbox.Graph.Tokens;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Sandbox.Graph.Notifications;

/// <summary>The HTTP side of notifications: the POST with its batch, and the validation handshake.</summary>
internal sealed class NotificationPost(TokenIssuer issuer, FaultBoard faults, TimeProvider time, IOptions<GraphSandboxOptions> options) : IDisposable
{
    private static readonly TimeSpan TokenReuse = TimeSpan.FromMinutes(30);
    private readonly ConcurrentDictionary<(string App, string Tenant, string Publisher), (string Token, DateTimeOffset Until)> _tokens = new();
    private readonly HttpClient _http = new(Handler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The status of the answer, or 0 when there was none in time.</summary>
    public async Task<int> SendAsync(Uri url, IReadOnlyList<Notification> batch, TimeSpan limit, CancellationToken stop)
    {
        using var content = new ByteArrayContent(Body(batch));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        try
        {
            using var response = await PostAsync(url, content, limit, stop);
            return (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    /// <summary>Asks an endpoint to repeat a token, which proves that its owner wants notifications.</summary>
    /// <exception cref="GraphException">400 when it does not, in time and exactly.</exception>
    public async Task ValidateAsync(Uri url, CancellationToken stop)
    {
        if (faults.Strike(FaultKind.ValidationTimeout, null) is not null)
            throw TimedOut();
        // A token with characters that come back wrong from whoever does not decode it, or escapes it as HTML.
        var token = $"Validation: Testing client application reachability for subscription Request-Id: {Guid.NewGuid()} <+&>";
        var separator = url.Query.Length > 0 ? '&' : '?';
        using var content = new StringContent("", System.Text.Encoding.UTF8, "text/plain");
        HttpResponseMessage response;
        string echo;
        try
        {
            var asked = new Uri($"{url.AbsoluteUri}{separator}validationToken={Uri.EscapeDataString(token)}");
            response = await PostAsync(asked, content, options.Value.ValidationTimeout, stop);
            echo = await response.Content.ReadAsStringAsync(stop);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw TimedOut();
        }
        catch (HttpRequestException)
        {
            throw Refused("");
        }
        using (response)
        {
            if (response.StatusCode != System.Net.HttpStatusCode.OK)
                throw Refused($" HTTP status code is '{response.StatusCode}'.");
            if (response.Content.Headers.ContentType?.MediaType != "text/plain" || echo != token)
                throw Refused("");
        }
    }

    public void Dispose() => _http.Dispose();

    private static GraphException TimedOut() => new(400, "InvalidRequest", "Subscription validation request timed out.");

    private static GraphException Refused(string more) => new(400, "ValidationError",
        "Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request." + more);

    private static SocketsHttpHandler Handler() => new()
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        AllowAutoRedirect = false,
        SslOptions =
        {
            // A development certificate is good enough on this machine, and only here.
            RemoteCertificateValidationCallback = (sender, _, _, errors) =>
                errors == System.Net.Security.SslPolicyErrors.None
                || (sender is System.Net.Security.SslStream stream && IsLoopback(stream.TargetHostName)),
        },
    };

    private static bool IsLoopback(string host) =>
        host == "localhost" || (System.Net.IPAddress.TryParse(host, out var ip) && System.Net.IPAddress.IsLoopback(ip));

    private async Task<HttpResponseMessage> PostAsync(Uri url, HttpContent content, TimeSpan limit, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        return await _http.PostAsync(url, content, either.Token);
    }

    private byte[] Body(IReadOnlyList<Notification> batch)
    {
        var body = new ArrayBufferWriter<byte>(batch.Sum(n => n.Json.Length + 1) + 64);
        body.Write("{\"value\":["u8);
        for (var i = 0; i < batch.Count; i++)
        {
            if (i > 0)
                body.Write(","u8);
            body.Write(batch[i].Json);
        }
        body.Write("]"u8);
        var rich = batch.Where(n => n.IsRich).Select(n => (n.Subscription.AppId, n.Subscription.Tenant)).Distinct().ToList();
        if (rich.Count > 0)
        {
            body.Write(",\"validationTokens\":"u8);
            body.Write(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(rich.Select(r => Token(r.AppId, r.Tenant))));
        }
        body.Write("}"u8);
        return body.WrittenSpan.ToArray();
    }

    private string Token(string app, string tenant)
    {
        var publisher = faults.Strike(FaultKind.ForgedValidationToken, null) is null ? TokenIssuer.NotificationPublisher : Guid.NewGuid().ToString();
        var now = time.GetUtcNow();
        if (_tokens.TryGetValue((app, tenant, publisher), out var known) && known.Until > now)
            return known.Token;
        var token = issuer.ValidationToken(app, tenant, options.Value.ValidationTokenVersion, publisher);
        if (publisher == TokenIssuer.NotificationPublisher)
            _tokens[(app, tenant, publisher)] = (token, now + TokenReuse);
        return token;
    }
}
