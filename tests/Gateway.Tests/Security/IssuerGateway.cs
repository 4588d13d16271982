using System.Net.Http.Headers;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Security;

/// <summary>A gateway whose administrators come from an issuer.</summary>
public sealed class IssuerGateway : IAsyncLifetime
{
    internal TestIssuer Issuer { get; private set; } = null!;

    public GatewayHost Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuer = await TestIssuer.StartAsync();
        Gateway = new GatewayHost(TimeProvider.System, [.. Issuer.Settings, "--Gateway:SignInsPerMinute=100000"]);
        await Gateway.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    /// <summary>Sends a request with a bearer token, or with whatever else stands in its header.</summary>
    internal async Task<HttpResponseMessage> SendAsync(string method, string path, string? authorization, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await Gateway.Anyone.SendAsync(request);
    }

    /// <summary>A client with a token of a role.</summary>
    internal HttpClient Client(string role)
    {
        var client = new HttpClient { BaseAddress = Gateway.Address, Timeout = GatewayHost.LongDeadline };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Issuer.Token(role));
        return client;
    }
}
