using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>A morning with secret meetings, and what may be found of them afterwards.</summary>
internal static class Capture
{
    private const string Topic = "Acquisition of Zagora";
    private const string Words = "thirteen million";
    private const string PastedNumber = "97531246801";

    /// <summary>What of these meetings must stand nowhere in clear; not even names and addresses where nothing is found by them.</summary>
    /// <param name="Everywhere">Titles, words, addresses to dial and links.</param>
    /// <param name="OutsideOfDatabases">These, and whose they are.</param>
    public sealed record Secrets(string[] Everywhere, string[] OutsideOfDatabases);

    /// <summary>Schedules, changes and cancels meetings that a TMS room is invited to.</summary>
    public static async Task<Secrets> PlayAsync(PremisesSite site)
    {
        await site.LinkAsync();
        var hosted = await site.Outlook.ScheduleAsync(Secret(site, SandboxWorld.Anna, "@meet"));
        var pasted = await site.Outlook.ScheduleAsync(Secret(site, SandboxWorld.Boris, "") with { Html = $"<p>{Words}: https://zoom.us/j/{PastedNumber}</p>", Sensitivity = "private" });
        var series = await site.Outlook.ScheduleAsync(Secret(site, SandboxWorld.Boris, "@meet") with { Weeks = 3 });
        var address = (await site.OnDeviceAsync(hosted.Draft.Start)).Number;
        (await site.OnDeviceAsync(pasted.Draft.Start)).Number.ShouldBe($"{PastedNumber}@zoomcrc.com");
        await site.InvitationHoldsAsync(hosted, blocks: 1);
        await site.InvitationHoldsAsync(series, blocks: 1);
        await site.Outlook.ChangeAsync(series, new { subject = $"{Topic}, renamed" });
        await site.ListedAsync($"{Topic}, renamed", series.Draft.Start, series.Draft.Start.AddDays(7), series.Draft.Start.AddDays(14));
        await site.Outlook.CancelAsync(hosted);
        await site.ListedAsync(hosted.Draft.Subject);
        string[] secrets = ["Zagora", Words, PastedNumber, "zoomcrc", "zoom.us", address, "meet.contoso.example", PremisesSite.Telephone];
        return new Secrets(secrets, [.. secrets, "@contoso", "Ivanova", "Petrov"]);
    }

    /// <summary>The texts that hold a secret, in whatever way it is written.</summary>
    public static List<string> Holding(IEnumerable<(string Where, string Text)> texts, string[] secrets) =>
    [
        .. from secret in secrets
           let ways = Disguises.Of(secret).ToList()
           from text in texts
           where ways.Exists(way => text.Text.Contains(way, way == secret ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
           select $"{text.Where} holds {secret}: {text.Text[..Math.Min(200, text.Text.Length)]}",
    ];

    private static Draft Secret(PremisesSite site, WorldPerson who, string location)
    {
        var draft = site.NewDraft(who, location, PremisesSite.Vitosha);
        return draft with { Subject = $"{Topic}, {draft.Subject}", Html = $"<p>{Words}</p>" };
    }
}
