using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Health;

/// <summary>Mailboxes that cannot be used, addresses with an apostrophe, and two workspaces for one mailbox.</summary>
public sealed class MailboxHealthTests(HealthWorld world) : IClassFixture<HealthWorld>
{
    [Fact]
    public async Task A_user_without_a_mailbox_is_told_to_need_a_licence()
    {
        await world.AddMailboxAsync(new { address = "new@contoso.example", displayName = "New", hasMailbox = false });
        await world.Administrator.PutAsync("api/users/new@contoso.example", new { displayName = "New", enabled = true });

        var finding = await world.FindingAsync("users/new@contoso.example", "mailboxNotEnabled");
        finding.GetProperty("severity").GetString().ShouldBe("error");
        finding.GetProperty("command").GetString()!.ShouldContain("Set-MgUserLicense -UserId new@contoso.example");
        var row = (await world.Administrator.GetAsync("api/users?top=500", TestContext.Current.CancellationToken)).GetProperty("items").EnumerateArray()
            .Single(user => user.GetProperty("mail").GetString() == "new@contoso.example");
        row.GetProperty("problem").GetString()!.ShouldContain("MailboxNotEnabledForRESTAPI");
    }

    [Fact]
    public async Task A_mailbox_that_is_denied_to_us_is_told_with_the_role_to_give()
    {
        await world.AddMailboxAsync(new { address = "closed@contoso.example", displayName = "Closed", room = new { } });
        using (var trouble = new Trouble(world.Playground.Addresses.Sandbox))
            await trouble.GraphStatusAsync("closed@contoso.example", 403, "ErrorAccessDenied");
        await world.Administrator.PutAsync("api/workspaces/closed@contoso.example", new { calendarEnabled = true, devices = Array.Empty<string>() });

        var finding = await world.FindingAsync("workspaces/closed@contoso.example", "accessDenied");
        finding.GetProperty("command").GetString()!.ShouldContain("New-ManagementRoleAssignment -App 0c9f8d52-3c1e-4a39-9a57-3d5c7b6a1e03");
        finding.GetProperty("command").GetString()!.ShouldContain("-Resource closed@contoso.example");
    }

    [Theory]
    [InlineData("ErrorAccessDenied", 403, "accessDenied")]
    [InlineData("MailboxNotEnabledForRESTAPI", 404, "mailboxNotEnabled")]
    public async Task A_room_names_the_organizers_mailbox_when_that_is_refused(string code, int status, string finding)
    {
        var organizer = new WorldPerson($"refused-{status}@contoso.example", "Refused", "en-US", "UTC");
        var room = $"beside-{status}@contoso.example";
        await world.AddMailboxAsync(new { address = organizer.Address, displayName = organizer.Name });
        await world.AddRoomAsync(room, new { });
        using var trouble = new Trouble(world.Playground.Addresses.Sandbox);
        await trouble.GraphStatusAsync(organizer.Address, status, code, method: "GET");
        await world.Administrator.PutAsync($"api/users/{organizer.Address}", new { displayName = organizer.Name, enabled = true });
        await world.FindingAsync($"users/{organizer.Address}", finding);

        var draft = world.NewDraft(organizer, "@webex", new WorldRoom(room, "Beside", 4, false, ""));
        await world.Outlook.ScheduleAsync(draft);

        (await world.MeetingAsync(room, draft.Start, "OrganizerRefused")).GetProperty("text").GetString()!.ShouldContain("see that user's health");
    }

    [Fact]
    public async Task Keywords_work_without_the_role_that_reads_the_language()
    {
        var mute = HealthWorld.Carl with { Address = "mute@contoso.example", Name = "Mute" };
        await world.AddMailboxAsync(mute);
        await world.AddWebexPersonAsync(mute);
        await world.AddRoomAsync("plain@contoso.example", new { });
        using (var trouble = new Trouble(world.Playground.Addresses.Sandbox))
            await trouble.GraphStatusAsync(mute.Address, 403, "ErrorAccessDenied", path: "mailboxSettings");
        await world.Administrator.PutAsync($"api/users/{mute.Address}", new { displayName = mute.Name, enabled = true });
        var draft = world.NewDraft(mute, "@webex", new WorldRoom("plain@contoso.example", "Plain", 4, false, ""));

        var meeting = await world.Outlook.ScheduleAsync(draft);

        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.MeetingAsync("plain@contoso.example", draft.Start, reason: null);
        (await world.FindingAsync($"users/{mute.Address}", "settingsDenied")).GetProperty("command").GetString()!
            .ShouldContain("-Role 'Application MailboxSettings.Read'");
    }

    [Fact]
    public async Task An_apostrophe_in_addresses_changes_nothing()
    {
        const string room = "o'hara@contoso.example";
        await world.AddMailboxAsync(HealthWorld.Oneil);
        await world.AddWebexPersonAsync(HealthWorld.Oneil);
        await world.AddRoomAsync(room, new { });
        await world.Administrator.PutAsync($"api/users/{HealthWorld.Oneil.Address}", new { displayName = HealthWorld.Oneil.Name, enabled = true });
        var draft = world.NewDraft(HealthWorld.Oneil, "@webex", new WorldRoom(room, "O'Hara", 4, false, ""));
        var meeting = await world.Outlook.ScheduleAsync(draft);

        (await world.MeetingAsync(room, draft.Start, reason: null)).GetProperty("rule").GetString().ShouldBe("join-details");
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        (await world.FindingAsync($"workspaces/{room}", "textRemoved")).GetProperty("command").GetString()
            .ShouldBe("Set-CalendarProcessing -Identity 'o''hara@contoso.example' -DeleteComments $false");
    }

    [Fact]
    public async Task Two_workspaces_with_one_mailbox_are_refused_also_by_an_alias()
    {
        await world.AddMailboxAsync(new { address = "board@contoso.example", displayName = "Board", aliases = new[] { "board-2@contoso.example" }, room = new { } });
        var settings = new { calendarEnabled = true, devices = Array.Empty<string>() };
        await world.Administrator.PutAsync("api/workspaces/Board@Contoso.example", settings);
        await world.Administrator.PutAsync("api/workspaces/board@contoso.example", settings);

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => world.Administrator.PutAsync("api/workspaces/board-2@contoso.example", settings));

        refused.Message.ShouldContain("409");
        refused.Message.ShouldContain("board@contoso.example");
    }

    [Fact]
    public async Task A_meeting_that_Webex_refuses_shows_at_its_organizer_and_its_room()
    {
        const string room = "quiet@contoso.example";
        await world.AddMailboxAsync(HealthWorld.Carl with { Address = "dora@contoso.example" });
        await world.AddRoomAsync(room, new { });
        await world.Administrator.PutAsync("api/users/dora@contoso.example", new { enabled = true });
        // Webex does not know her, so it has no personal room of hers.
        var draft = world.NewDraft(HealthWorld.Carl with { Address = "dora@contoso.example" }, "@webex", new WorldRoom(room, "Quiet", 4, false, ""));
        await world.Outlook.ScheduleAsync(draft);

        (await world.MeetingAsync(room, draft.Start, "JoinDetailsRefused")).GetProperty("text").GetString()!.ShouldContain("personal room");
        await world.Administrator.PutAsync("api/users/dora@contoso.example", new { displayName = "Dora", enabled = true });
        await world.FindingAsync("users/dora@contoso.example", "joinDetailsRefused");
    }
}
