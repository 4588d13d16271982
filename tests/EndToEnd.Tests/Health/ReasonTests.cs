using System.Text.Json;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Health;

/// <summary>Reasons that lie in time, in Webex or at the device, as reports tell them.</summary>
public sealed class ReasonTests(HealthWorld world) : IClassFixture<HealthWorld>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await world.Trouble.EndAsync();

    [Theory]
    [InlineData(60, "something to join")]
    [InlineData(170, "further ahead than keywords are processed")]
    public async Task A_meeting_far_ahead_waits(int days, string told)
    {
        const string room = "later@contoso.example";
        await world.AddRoomAsync(room, new { });
        var draft = world.NewDraft(SandboxWorld.Anna, "@webex", Room(room));
        var meeting = await world.Outlook.ScheduleAsync(draft with { Start = draft.Start.AddDays(days) });

        var report = await ReportAsync(meeting, report =>
            report.GetProperty("text").GetString()!.Contains(told, StringComparison.Ordinal) && report.GetProperty("rooms").GetArrayLength() == 1);
        report.GetProperty("rooms")[0].GetProperty("reason").GetString().ShouldBe("OutsideWindow");
    }

    [Fact]
    public async Task Join_details_that_Webex_does_not_give_now_are_awaited()
    {
        const string room = "patient@contoso.example";
        await world.AddRoomAsync(room, new { });
        await world.Trouble.WebexAsync("503", "/v1/meetings", "POST");
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex:onetime", Room(room)));

        await world.MeetingAsync(room, meeting.Draft.Start, "JoinDetailsAwaited");
        await ReportAsync(meeting, report => report.GetProperty("timeline").EnumerateArray()
            .Any(entry => entry.GetProperty("text").GetString()!.Contains("cannot be used now", StringComparison.Ordinal)));
        await world.Trouble.EndAsync();
        await world.MeetingAsync(room, meeting.Draft.Start, reason: null);
    }

    [Fact]
    public async Task A_button_that_its_device_has_not_taken_says_so()
    {
        var device = SandboxWorld.DeviceId(SandboxWorld.Pirin);
        await world.Trouble.DeviceAsync(device, "disconnect");
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Pirin));

        var told = await world.MeetingAsync(SandboxWorld.Pirin.Address, meeting.Draft.Start, reason: null);
        told.GetProperty("text").GetString()!.ShouldContain($"{SandboxWorld.Pirin.Device}: The newest list is on its way");
        await world.Trouble.DeviceAsync(device, "connect");
    }

    [Fact]
    public async Task A_link_that_only_mail_protection_can_undo_says_so()
    {
        const string room = "shielded@contoso.example";
        await world.AddRoomAsync(room, new { deleteComments = false });
        const string html = "<p>Join: <a href=\"https://protect-eu.mimecast.com/s/AbCdEf123\">here</a></p>";
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "Fourth floor", Room(room)) with { Html = html });

        (await world.MeetingAsync(room, meeting.Draft.Start, "LinkHidden")).GetProperty("text").GetString()!.ShouldContain("mail protection");
    }

    [Fact]
    public async Task A_workspace_whose_calendar_is_switched_off_says_so()
    {
        const string room = "closed@contoso.example";
        await world.AddRoomAsync(room, new { });
        await world.Administrator.PutAsync($"api/workspaces/{room}", new { displayName = room, calendarEnabled = false, devices = Array.Empty<string>() });
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", Room(room)));

        var report = await ReportAsync(meeting, report => report.GetProperty("rooms").GetArrayLength() == 1);
        report.GetProperty("rooms")[0].GetProperty("reason").GetString().ShouldBe("CalendarOff");
    }

    [Fact]
    public async Task A_cancelled_meeting_says_so()
    {
        const string room = "free@contoso.example";
        await world.AddRoomAsync(room, new { });
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", Room(room)));
        await world.MeetingAsync(room, meeting.Draft.Start, reason: null);

        await world.Outlook.CancelAsync(meeting);

        await ReportAsync(meeting, report => report.GetProperty("timeline").EnumerateArray()
            .Any(entry => entry.GetProperty("text").GetString()!.Contains("cancelled", StringComparison.Ordinal)));
        await Deadline.WaitAsync(async () =>
            (await world.ReportAsync(room)).GetProperty("timeline").EnumerateArray().Any(entry => entry.GetProperty("text").GetString()!.Contains("left the devices", StringComparison.Ordinal))
                ? null
                : "The room's timeline does not tell that the meeting is gone.");
    }

    private async Task<JsonElement> ReportAsync(Invitation meeting, Func<JsonElement, bool> isExpected)
    {
        JsonElement report = default;
        await Deadline.WaitAsync(async () =>
        {
            report = await world.Administrator.GetAsync($"api/meetings/{Uri.EscapeDataString(meeting.ICalUId)}/report", TestContext.Current.CancellationToken);
            return isExpected(report) ? null : $"The report is {report}.";
        });
        return report;
    }

    private static WorldRoom Room(string mail) => new(mail, mail, 4, true, "");
}
