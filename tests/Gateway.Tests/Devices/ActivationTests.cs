using System.Net;
using System.Net.Http.Json;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Devices;

public sealed class ActivationTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task A_code_works_once()
    {
        await gateway.MakeDeviceAsync("once");
        var code = await gateway.MakeCodeAsync("once");
        (await ActivateAsync("once", code.ToLowerInvariant().Replace("-", ""))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ActivateAsync("once", code)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("")]
    [InlineData("WRONGCODE")]
    public async Task A_wrong_code_opens_nothing(string code)
    {
        await gateway.MakeDeviceAsync("wrong");
        await gateway.MakeCodeAsync("wrong");
        (await ActivateAsync("wrong", code)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_device_that_does_not_exist_answers_like_a_wrong_code() =>
        (await ActivateAsync("nowhere", "ABCDEFGH")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
            answers.Add((await ActivateAsync("guessed", $"GUESS{i}")).StatusCode);
        answers[0].ShouldBe(HttpStatusCode.Forbidden);
        answers[^1].ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_panel_gets_a_cookie_that_no_script_reads()
    {
        await gateway.MakeDeviceAsync("cookie");
        var code = await gateway.MakeCodeAsync("cookie");
        var answer = await gateway.Anyone.PostAsJsonAsync("/devices/cookie/activation", new { code, asCookie = true });
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        var request = new HttpRequestMessage(HttpMethod.Post, "/devices/cookie/sync");
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        (await gateway.Anyone.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("GET", "/devices/own/bookings")]
    [InlineData("POST", "/devices/own/sync")]
    [InlineData("POST", "/devices/own/confirmations")]
    public async Task Another_devices_token_opens_nothing(string method, string path)
    {
        await gateway.MakeDeviceAsync("own");
        var (_, foreign) = await gateway.MakeDeviceAsync("foreign");
        foreach (var token in new[] { foreign, "", null })
        {
            var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? JsonContent.Create(new { version = 1 }) : null };
            if (token is not null)
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            (await gateway.Anyone.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task An_id_with_other_signs_is_refused() =>
        (await ActivateAsync("a%20b", "x")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    private Task<HttpResponseMessage> ActivateAsync(string id, string code) =>
        gateway.Anyone.PostAsJsonAsync($"/devices/{id}/activation", new { code });
}
