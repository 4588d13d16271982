using System.Net;

namespace HybridCalendar.Sandbox.Tests.Webex;

public sealed class AccessTests : WebexTestBase
{
    [Fact]
    public async Task A_request_without_a_valid_token_is_401()
    {
        foreach (var token in new[] { null, "wrong" })
        {
            using var http = Server.Client(token);
            await ProblemAsync(await http.GetAsync("/v1/devices"), HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task A_persons_token_lacks_the_scopes_of_admins_and_devices()
    {
        using var anna = await Server.ClientOfAsync(WebexServer.Anna);
        (await ProblemAsync(await anna.GetAsync("/v1/workspaces"), HttpStatusCode.Forbidden)).ShouldContain("workspaces_read");
        await ProblemAsync(await anna.GetAsync($"/v1/xapi/status?deviceId={Server.DeviceId}&name=Bookings.*"), HttpStatusCode.Forbidden);
        await ProblemAsync(await anna.GetAsync($"/v1/meetingPreferences/sites?userEmail={WebexServer.Boris}"), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Unknown_paths_and_methods_answer_in_webex_shape()
    {
        await ProblemAsync(await Http.GetAsync("/v1/nothing"), HttpStatusCode.NotFound);
        await ProblemAsync(await Http.PatchAsync("/v1/rooms/x", null), HttpStatusCode.MethodNotAllowed);
        await ProblemAsync(await Http.PostAsync("/v1/rooms", new StringContent("title=x")), HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_refresh_token_gives_an_access_token_that_expires()
    {
        using var http = Server.Client(null);
        FormUrlEncodedContent Form(string secret) => new(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = "sandbox-webex-client",
            ["client_secret"] = secret,
            ["refresh_token"] = "sandbox-webex-refresh",
        });
        await ProblemAsync(await http.PostAsync("/v1/access_token", Form("wrong")), HttpStatusCode.Unauthorized);
        var answer = await Server.JsonAsync(await http.PostAsync("/v1/access_token", Form("sandbox-webex-secret")));
        answer.GetProperty("expires_in").GetInt64().ShouldBe(14 * 86400);
        using var fresh = Server.Client(answer.GetProperty("access_token").GetString());
        (await fresh.GetAsync("/v1/people/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        Server.Advance(TimeSpan.FromDays(15));
        await ProblemAsync(await fresh.GetAsync("/v1/people/me"), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_person_has_a_preferred_site_and_a_personal_room_on_it()
    {
        var sites = (await Server.GetAsync($"/v1/meetingPreferences/sites?userEmail={WebexServer.Boris}")).GetProperty("sites");
        sites.EnumerateArray().Single(s => s.GetProperty("default").GetBoolean()).GetProperty("siteUrl").GetString().ShouldBe("hq.webex.com");
        var room = await Server.GetAsync($"/v1/meetingPreferences/personalMeetingRoom?userEmail={WebexServer.Boris}&siteUrl=hq.webex.com");
        room.GetProperty("personalMeetingRoomLink").GetString().ShouldBe("https://hq.webex.com/meet/boris");
        room.GetProperty("sipAddress").GetString().ShouldBe("boris@hq.webex.com");
        await ProblemAsync(
            await Http.GetAsync($"/v1/meetingPreferences/personalMeetingRoom?userEmail={WebexServer.Anna}&siteUrl=hq.webex.com"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task People_are_found_by_address()
    {
        var found = (await Server.GetAsync($"/v1/people?email={WebexServer.Anna.ToUpperInvariant()}")).GetProperty("items");
        found.GetArrayLength().ShouldBe(1);
        var id = found[0].GetProperty("id").GetString();
        (await Server.GetAsync($"/v1/people/{id}")).GetProperty("emails")[0].GetString().ShouldBe(WebexServer.Anna);
        (await Server.GetAsync("/v1/people?email=nobody@contoso.example")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }
}
