using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Api;

public sealed class OrganizationApiTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task Settings_are_changed_by_whoever_read_them_last()
    {
        var etag = (await gateway.Admin.GetAsync("/api/organization")).Headers.ETag!.Tag;
        var changed = await PutAsync("""{"meetAction":"personalRoom","startBufferMinutes":10,"blockTexts":{"bg":{"header":"Здравейте","footer":""}}}""", etag);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        changed.Headers.ETag!.Tag.ShouldNotBe(etag);
        (await PutAsync("{}", etag)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var read = await gateway.Admin.GetFromJsonAsync<JsonElement>("/api/organization");
        read.GetProperty("meetAction").GetString().ShouldBe("personalRoom");
        read.GetProperty("blockTexts").GetProperty("bg").GetProperty("header").GetString().ShouldBe("Здравейте");
    }

    [Fact]
    public async Task A_change_without_If_Match_is_refused() =>
        (await PutAsync("{}", null)).StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);

    [Theory]
    [InlineData("""{"startBufferMinutes":181}""", "startBufferMinutes")]
    [InlineData("""{"webexAction":"tms"}""", "webexAction")]
    [InlineData("""{"webexAction":"nothing"}""", "$.webexAction")]
    [InlineData("""{"webexAction":3}""", "$.webexAction")]
    [InlineData("""{"defaultLanguage":"fr"}""", "defaultLanguage")]
    [InlineData("""{"defaultSite":"https://company.webex.com"}""", "defaultSite")]
    [InlineData("""{"defaultSite":"company.webex.com.evil.example"}""", "defaultSite")]
    [InlineData("""{"startBuffer":5}""", "$.startBuffer")]
    [InlineData("""{"blockTexts":null}""", "$.blockTexts")]
    [InlineData("""{"startBufferMinutes":5""", "line 1")]
    [InlineData("", "body")]
    public async Task A_wrong_value_is_named(string body, string named)
    {
        var etag = (await gateway.Admin.GetAsync("/api/organization")).Headers.ETag!.Tag;
        var answer = await PutAsync(body, etag);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldContain(named);
        text.ShouldNotContain("HybridCalendar.");
    }

    [Fact]
    public async Task Nobody_else_reads_them()
    {
        (await gateway.Anyone.GetAsync("/api/organization")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/organization");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer guessed");
        var answer = await gateway.Anyone.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    private async Task<HttpResponseMessage> PutAsync(string body, string? etag)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/api/organization") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await gateway.Admin.SendAsync(request);
    }
}
