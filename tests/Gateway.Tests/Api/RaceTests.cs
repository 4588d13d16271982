using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Api;

/// <summary>Two administrators save what both have read, in the same moment.</summary>
public sealed class RaceTests : IAsyncLifetime
{
    private readonly ReadTogether _together = new();
    private readonly GatewayHost _gateway;

    public RaceTests() => _gateway = new GatewayHost { Adjust = _together.Adjust };

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("/api/workspaces/race@contoso.example", """{"displayName":"0","devices":[]}""")]
    [InlineData("/api/users/race@contoso.example", """{"displayName":"0"}""")]
    [InlineData("/api/devices/race", """{"displayName":"0"}""")]
    public async Task One_of_them_wins_and_the_other_is_told(string path, string settings)
    {
        (await PutAsync(path, settings, null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var tag = (await _gateway.Admin.GetAsync(path)).Headers.ETag!.ToString();
        _together.Hold(2);

        var answers = await Task.WhenAll(PutAsync(path, settings.Replace("0", "1", StringComparison.Ordinal), tag), PutAsync(path, settings.Replace("0", "2", StringComparison.Ordinal), tag));

        answers.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.NoContent, HttpStatusCode.PreconditionFailed]);
        var winner = answers[0].StatusCode == HttpStatusCode.NoContent ? "1" : "2";
        (await _gateway.Admin.GetStringAsync(path)).ShouldContain($"\"displayName\":\"{winner}\"");
        (await answers.Single(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed).Content.ReadAsStringAsync()).ShouldContain("changed since they were read");
        var audit = (await _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/audit")).GetProperty("items").EnumerateArray()
            .Select(row => row.GetProperty("after").GetProperty("displayName").GetString());
        audit.ShouldBe([winner, "0"], "who was refused has changed nothing");
    }

    private Task<HttpResponseMessage> PutAsync(string path, string body, string? tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        return _gateway.Admin.SendAsync(request);
    }
}
