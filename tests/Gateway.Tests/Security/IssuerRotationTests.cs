using System.Net;
using System.Net.Http.Headers;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Gateway.Tests.Security;

/// <summary>An issuer that signs with a new key.</summary>
public sealed class IssuerRotationTests
{
    [Fact]
    public async Task A_token_of_a_new_key_is_good_at_once()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var time = new FakeTime(TimeProvider.System.GetUtcNow());
        await using var gateway = new GatewayHost(time, issuer.Settings);
        await gateway.InitializeAsync();
        var old = issuer.Token();
        (await AskAsync(gateway, old)).ShouldBe(HttpStatusCode.OK);
        issuer.Rotate();
        time.Advance(TimeSpan.FromMinutes(2));
        (await AskAsync(gateway, issuer.Token())).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(gateway, old)).ShouldBe(HttpStatusCode.Unauthorized, "its key is no longer published");
    }

    private static async Task<HttpStatusCode> AskAsync(GatewayHost gateway, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/organization");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await gateway.Anyone.SendAsync(request);
        return answer.StatusCode;
    }
}
