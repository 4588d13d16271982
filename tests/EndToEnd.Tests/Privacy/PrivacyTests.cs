using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Privacy;

/// <summary>Promise 7: what is private stays out of logs, traces and metrics, at every level and in trouble.</summary>
public sealed class PrivacyTests(OverheardWorld world) : IClassFixture<OverheardWorld>
{
    private const string Title = "Acquisition of Zagora";
    private const string Text = "thirteen million";
    private const string TeamsLink = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_U2VjcmV0%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%7d";

    [Fact]
    public async Task Nothing_of_a_meeting_is_in_logs_traces_and_metrics()
    {
        await HaveADayAsync();
        await HaveATroubledDayAsync();
        // While the gateway runs, so that the databases' journals are there to be looked into.
        var stored = ReadStoredFiles();
        await world.FlushAsync();

        string[] secrets =
        [
            "Zagora", "thirteen", "meeting_U2VjcmV0", "@contoso", "%40contoso", "contoso.webex.com",
        ];
        world.Log.Lines.Count.ShouldBeGreaterThan(100);
        Holding(world.Log.Lines, secrets).ShouldBeEmpty();
        world.Telemetry.Exports.ShouldContain(export => export.StartsWith("/opentelemetry.proto.collector.trace.", StringComparison.Ordinal));
        world.Telemetry.Exports.ShouldContain(export => export.StartsWith("/opentelemetry.proto.collector.metrics.", StringComparison.Ordinal));
        world.Telemetry.Exports.ShouldContain(export => export.Contains("/graph/notifications", StringComparison.Ordinal));
        Holding(world.Telemetry.Exports, secrets).ShouldBeEmpty();
#if !ORLEANS
        // A cluster stores nothing in files; its database is looked through by PostgresCaptureTests.
        stored.Count.ShouldBeGreaterThan(2);
#endif
        // Mailboxes' addresses are keys of rows.
        Holding(stored, ["Zagora", "thirteen", "meeting_U2VjcmV0", "contoso.webex.com"]).ShouldBeEmpty();
    }

    private async Task HaveADayAsync()
    {
        var meeting = await world.Outlook.ScheduleAsync(Secret("@webex:onetime"));
        await world.Outlook.ScheduleAsync(Secret("") with { Html = $"<p>{Text}: <a href=\"{TeamsLink}\">join</a></p>" });
        await world.DevicesAreRightAsync();
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.Outlook.CancelAsync(meeting);
        await world.DevicesAreRightAsync();
    }

    private async Task HaveATroubledDayAsync()
    {
        await world.Trouble.GraphAsync("unavailable", method: "GET", count: 4);
        await world.Trouble.GraphAsync("malformedNotification");
        await world.Trouble.GraphAsync("lostAnswer", method: "PATCH", count: 1);
        await world.Trouble.WebexAsync("503", "/v1/meetings", count: 2);
        await world.Trouble.WebexAsync("loseAnswer", "/v1/xapi", count: 1);
        var meeting = await world.Outlook.ScheduleAsync(Secret("@webex:onetime"));
        await world.DevicesAreRightAsync(TimeSpan.FromSeconds(40));
        await world.InvitationHoldsAsync(meeting, blocks: 1, deadline: TimeSpan.FromSeconds(40));
        await world.Trouble.EndAsync();
        await world.ReconcileAsync(SandboxWorld.Anna);
        await world.ReconcileAsync(SandboxWorld.Rila);
    }

    private Draft Secret(string location)
    {
        var draft = world.NewDraft(SandboxWorld.Anna, location, SandboxWorld.Rila, SandboxWorld.Pirin);
        return draft with { Subject = $"{Title}, {draft.Subject}", Html = $"<p>{Text}</p>" };
    }

    /// <summary>The databases and their journals as whoever takes the disk finds them.</summary>
    private List<string> ReadStoredFiles()
    {
        var texts = new List<string>();
        foreach (var file in Directory.GetFiles(world.Playground.DataDirectory, "*.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            texts.Add($"{Path.GetFileName(file)}: {System.Text.Encoding.Latin1.GetString(bytes)}");
        }
        return texts;
    }

    private static List<string> Holding(IEnumerable<string> lines, string[] secrets) =>
    [
        .. from line in lines
           from secret in secrets
           let at = line.IndexOf(secret, StringComparison.OrdinalIgnoreCase)
           where at >= 0
           select $"{secret}: ...{line[Math.Max(0, at - 200)..Math.Min(line.Length, at + 100)]}",
    ];
}
