using System.Net;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Notifications;

/// <summary>Graph asks both addresses whether they are ours before it makes or renews a subscription.</summary>
public sealed class HandshakeTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Theory]
    [InlineData("/graph/notifications", "Validation%3a+Testing+client+application", "Validation: Testing client application")]
    [InlineData("/graph/lifecycle", "%3Cscript%3Ealert(1)%3C%2Fscript%3E%26%2B", "<script>alert(1)</script>&+")]
    public async Task The_decoded_token_comes_back_as_plain_text(string path, string encoded, string expected)
    {
        var answer = await gateway.Anyone.PostAsync($"{path}?validationToken={encoded}", null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await answer.Content.ReadAsStringAsync()).ShouldBe(expected);
    }

    [Fact]
    public async Task A_token_that_is_far_too_long_is_not_echoed()
    {
        var answer = await gateway.Anyone.PostAsync($"/graph/notifications?validationToken={new string('a', 5000)}", null);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_browser_cannot_get_the_echo() =>
        (await gateway.Anyone.GetAsync("/graph/notifications?validationToken=x")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
}
