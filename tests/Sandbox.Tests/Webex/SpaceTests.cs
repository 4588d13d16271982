using System.Net;
using System.Net.Http.Json;

namespace HybridCalendar.Sandbox.Tests.Webex;

public sealed class SpaceTests : WebexTestBase
{
    private async Task<string> CreateAsync(string title = "Plan") =>
        (await Server.JsonAsync(await Http.PostAsJsonAsync("/v1/rooms", new { title }))).GetProperty("id").GetString()!;

    [Fact]
    public async Task A_space_has_meeting_details_and_its_creator_is_a_member()
    {
        var id = await CreateAsync();
        var info = await Server.GetAsync($"/v1/rooms/{id}/meetingInfo");
        info.GetProperty("sipAddress").GetString().ShouldBe($"{info.GetProperty("meetingNumber").GetString()}@contoso.webex.com");
        info.GetProperty("meetingLink").GetString()!.ShouldStartWith("https://contoso.webex.com/m/");
        var members = (await Server.GetAsync($"/v1/memberships?roomId={id}")).GetProperty("items");
        members.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Members_come_once_and_see_the_space_only_while_they_are_in_it()
    {
        var id = await CreateAsync();
        using var anna = await Server.ClientOfAsync(WebexServer.Anna);
        await ProblemAsync(await anna.GetAsync($"/v1/rooms/{id}"), HttpStatusCode.NotFound);
        var asked = new { roomId = id, personEmail = WebexServer.Anna };
        var member = await Server.JsonAsync(await Http.PostAsJsonAsync("/v1/memberships", asked));
        await ProblemAsync(await Http.PostAsJsonAsync("/v1/memberships", asked), HttpStatusCode.Conflict);
        (await anna.GetAsync($"/v1/rooms/{id}/meetingInfo")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Http.DeleteAsync($"/v1/memberships/{member.GetProperty("id").GetString()}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await ProblemAsync(await anna.GetAsync($"/v1/rooms/{id}"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_space_is_renamed_and_deleted()
    {
        var id = await CreateAsync();
        var renamed = await Server.JsonAsync(await Http.PutAsJsonAsync($"/v1/rooms/{id}", new { title = "New" }));
        renamed.GetProperty("title").GetString().ShouldBe("New");
        (await Http.DeleteAsync($"/v1/rooms/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await ProblemAsync(await Http.GetAsync($"/v1/rooms/{id}"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_card_is_posted_and_a_malformed_one_refused()
    {
        var id = await CreateAsync();
        object Card(string type) => new
        {
            roomId = id,
            text = "A meeting",
            attachments = new[] { new { contentType = "application/vnd.microsoft.card.adaptive", content = new { type, version = "1.3", body = Array.Empty<object>() } } },
        };
        await ProblemAsync(await Http.PostAsJsonAsync("/v1/messages", Card("Postcard")), HttpStatusCode.BadRequest);
        await ProblemAsync(await Http.PostAsJsonAsync("/v1/messages", new { roomId = id }), HttpStatusCode.BadRequest);
        await Server.JsonAsync(await Http.PostAsJsonAsync("/v1/messages", Card("AdaptiveCard")));
        (await Server.GetAsync($"/v1/messages?roomId={id}")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_message_to_one_person_opens_the_same_direct_space_each_time()
    {
        async Task<string?> SendAsync() => (await Server.JsonAsync(
            await Http.PostAsJsonAsync("/v1/messages", new { toPersonEmail = WebexServer.Anna, text = "Hello" }))).GetProperty("roomId").GetString();
        (await SendAsync()).ShouldBe(await SendAsync());
        (await Server.GetAsync("/v1/rooms?type=direct")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Long_lists_come_in_pages_that_link_to_the_next()
    {
        for (var i = 0; i < 3; i++) await CreateAsync($"Space {i}");
        var first = await Http.GetAsync("/v1/rooms?max=2");
        (await Server.JsonAsync(first)).GetProperty("items").GetArrayLength().ShouldBe(2);
        var next = first.Headers.GetValues("Link").Single().Split('<', '>')[1];
        var second = await Http.GetAsync(next);
        (await Server.JsonAsync(second)).GetProperty("items").GetArrayLength().ShouldBe(1);
        second.Headers.Contains("Link").ShouldBeFalse();
    }
}
