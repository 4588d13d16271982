using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Api;

/// <summary>A call that makes something and is sent again makes nothing twice.</summary>
public sealed class IdempotencyTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task The_same_call_with_the_same_key_gets_the_same_answer_also_after_a_restart()
    {
        var body = new { host = "once.contoso.example", displayName = "Once" };
        var first = await PostAsync("/api/connectors", "key-1", body);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        var token = (await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        await gateway.RestartAsync();

        var again = await PostAsync("/api/connectors", "key-1", body);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString().ShouldBe(token);
        (await PostAsync("/api/connectors", "key-2", body)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await gateway.Admin.GetStringAsync("/api/audit?subject=once.contoso.example")).Split("connector.made").Length.ShouldBe(2, "one row");
    }

    [Fact]
    public async Task The_answer_that_is_given_again_leads_where_the_first_did()
    {
        var first = await ImportAsync();
        var again = await ImportAsync();
        again.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        first.Headers.Location!.ToString().ShouldStartWith("/api/users/imports/");
        again.Headers.Location.ShouldBe(first.Headers.Location);

        async Task<HttpResponseMessage> ImportAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/users/imports") { Content = new StringContent("Email,Display Name\na@contoso.example,A\n", Encoding.UTF8, "text/csv") };
            request.Headers.Add("Idempotency-Key", "key-import");
            var answer = await gateway.Admin.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            return answer;
        }
    }

    [Fact]
    public async Task A_key_that_was_sent_with_another_call_is_refused()
    {
        (await PostAsync("/api/connectors", "key-3", new { host = "a.contoso.example" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var other = await PostAsync("/api/connectors", "key-3", new { host = "b.contoso.example" });
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await other.Content.ReadAsStringAsync()).ShouldContain("was sent with another call");
        (await PostAsync("/api/connectors", new string('k', 300), new { host = "c.contoso.example" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_was_refused_is_refused_again_and_a_stranger_gets_nothing()
    {
        var wrong = await PostAsync("/api/connectors", "key-4", new { host = "UPPER.contoso.example" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var again = await PostAsync("/api/connectors", "key-4", new { host = "UPPER.contoso.example" });
        again.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        again.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await again.Content.ReadAsStringAsync()).ShouldContain("capital letters");

        using var request = Request("/api/connectors", "key-4", new { host = "UPPER.contoso.example" });
        (await gateway.Anyone.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Of_many_at_the_same_moment_one_makes_the_thing()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync("/api/connectors", "key-5", new { host = "many.contoso.example" })));
        var tokens = new HashSet<string?>();
        foreach (var answer in answers)
        {
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Conflict);
            if (answer.StatusCode == HttpStatusCode.OK)
                tokens.Add((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
            else
                (await answer.Content.ReadAsStringAsync()).ShouldContain("under way");
        }
        tokens.ShouldHaveSingleItem();
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string key, object body)
    {
        using var request = Request(path, key, body);
        return await gateway.Admin.SendAsync(request);
    }

    private static HttpRequestMessage Request(string path, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }
}
