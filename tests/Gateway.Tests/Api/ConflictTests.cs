using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains;

namespace HybridCalendar.Gateway.Tests.Api;

/// <summary>One mailbox, and one device, belong to one workspace.</summary>
public sealed class ConflictTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task A_device_in_two_workspaces_is_refused_and_the_other_one_named()
    {
        (await gateway.Admin.PutAsJsonAsync("/api/devices/shared", new { displayName = "Board" })).EnsureSuccessStatusCode();
        (await PutAsync("musala@contoso.example", "shared")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await IsRefusedAsync(await PutAsync("botev@contoso.example", "shared"), "musala@contoso.example", "shared");
        (await PutAsync("MUSALA@contoso.example", "shared")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await PutAsync("musala@contoso.example")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PutAsync("botev@contoso.example", "shared")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_mailbox_in_two_workspaces_is_refused_also_by_an_alias()
    {
        gateway.Office365.Aliases["board-room@contoso.example"] = "Board@contoso.example";
        (await PutAsync("board@contoso.example")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await IsRefusedAsync(await PutAsync("board-room@contoso.example"), "board@contoso.example", "mailbox");
        var settings = await gateway.Admin.GetFromJsonAsync<JsonElement>("/api/workspaces/board-room@contoso.example");
        settings.GetProperty("calendarEnabled").GetBoolean().ShouldBeFalse();
        (await PutAsync("Board@Contoso.example")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task An_alias_that_came_first_keeps_the_mailbox()
    {
        gateway.Office365.Aliases["hall-2@contoso.example"] = "hall@contoso.example";
        // As an earlier version set it up.
        (await gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room("hall-2@contoso.example")).Configure(new WorkspaceSettings { DisplayName = "Room", CalendarEnabled = true }))
            .ShouldBeNull();
        (await PutAsync("hall-2@contoso.example")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await IsRefusedAsync(await PutAsync("hall@contoso.example"), "hall-2@contoso.example", "mailbox");
    }

    [Fact]
    public async Task A_workspace_is_not_begun_by_an_alias()
    {
        gateway.Office365.Aliases["terrace-2@contoso.example"] = "Terrace@contoso.example";

        await IsRefusedAsync(await PutAsync("terrace-2@contoso.example"), "terrace@contoso.example", "another address");

        (await gateway.Admin.GetStringAsync("/api/workspaces?search=terrace")).ShouldNotContain("terrace-2");
        (await PutAsync("terrace@contoso.example")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private Task<HttpResponseMessage> PutAsync(string mail, params string[] devices) =>
        gateway.Admin.PutAsJsonAsync($"/api/workspaces/{mail}", new { displayName = "Room", calendarEnabled = true, devices });

    private static async Task IsRefusedAsync(HttpResponseMessage answer, string workspace, string named)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("workspace").GetString().ShouldBe(workspace);
        problem.GetProperty("detail").GetString()!.ShouldContain(named);
        problem.GetProperty("detail").GetString()!.ShouldContain(workspace);
    }
}
