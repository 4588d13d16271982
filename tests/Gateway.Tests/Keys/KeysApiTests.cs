using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Keys;

/// <summary>Administrators list, rotate and revoke keys and never see their bytes.</summary>
public sealed class KeysApiTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task Keys_are_listed_rotated_and_revoked()
    {
        var first = Active(await gateway.Admin.GetFromJsonAsync<JsonElement>("/api/keys"));
        var second = Active(await PostAsync("/api/keys/rotate"));
        second.ShouldNotBe(first);
        var keys = await PostAsync($"/api/keys/{second}/revoke");
        Active(keys).ShouldNotBe(second);
        keys.EnumerateArray().Select(key => key.GetProperty("status").GetString()).ShouldBe(["retired", "revoked", "active"], ignoreOrder: true);
        keys[0].EnumerateObject().Select(field => field.Name).ShouldBe(["id", "status", "createdAt", "changedAt"]);
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_not_found()
    {
        (await gateway.Admin.PostAsync("/api/keys/k0/revoke", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await gateway.Anyone.GetAsync("/api/keys")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<JsonElement> PostAsync(string path)
    {
        var answer = await gateway.Admin.PostAsync(path, null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string Active(JsonElement keys) =>
        keys.EnumerateArray().Single(key => key.GetProperty("status").GetString() == "active").GetProperty("id").GetString()!;
}
