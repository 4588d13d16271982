using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>What is encrypted before it leaves a meeting stays so: on the way to the connector, and in the databases of both.</summary>
[Collection(PremisesCollection.Name)]
public sealed class CaptureTests(PremisesSite site)
{
    private const string Topic = "Acquisition of Zagora";
    private const string Words = "thirteen million";
    private const string PastedNumber = "97531246801";

    [Fact]
    public async Task Neither_between_gateway_and_connector_nor_in_the_databases_is_a_title_an_address_or_a_link_in_clear()
    {
        await site.LinkAsync();
        var hosted = await site.Outlook.ScheduleAsync(Secret(SandboxWorld.Anna, "@meet"));
        var pasted = await site.Outlook.ScheduleAsync(Secret(SandboxWorld.Boris, "") with { Html = $"<p>{Words}: https://zoom.us/j/{PastedNumber}</p>", Sensitivity = "private" });
        var series = await site.Outlook.ScheduleAsync(Secret(SandboxWorld.Boris, "@meet") with { Weeks = 3 });
        var address = (await site.OnDeviceAsync(hosted.Draft.Start)).Number;
        (await site.OnDeviceAsync(pasted.Draft.Start)).Number.ShouldBe($"{PastedNumber}@zoomcrc.com");
        await site.InvitationHoldsAsync(hosted, blocks: 1);
        await site.InvitationHoldsAsync(series, blocks: 1);
        await site.Outlook.ChangeAsync(series, new { subject = $"{Topic}, renamed" });
        await site.ListedAsync($"{Topic}, renamed", series.Draft.Start, series.Draft.Start.AddDays(7), series.Draft.Start.AddDays(14));
        await site.Outlook.CancelAsync(hosted);
        await site.ListedAsync(hosted.Draft.Subject);

        string[] secrets = ["Zagora", Words, PastedNumber, "zoomcrc", "zoom.us", address, "meet.contoso.example", PremisesSite.Telephone];
        var heard = site.Relay.Heard.Select(message => ("the link", message)).ToList();
        heard.Count(message => message.message.Contains("\"request\"", StringComparison.Ordinal)).ShouldBeGreaterThan(4);
        heard.Count(message => message.message.Contains("\"answer\"", StringComparison.Ordinal)).ShouldBeGreaterThan(4);
        Holding(heard, [.. secrets, "@contoso", "Ivanova", "Petrov", "Vitosha"]).ShouldBeEmpty();
        // Addresses and names of mailboxes are what rows are found by.
        var stored = StoredText.Of(site.Playground.DataDirectory).ToList();
        stored.ShouldContain(value => value.Text.Contains("anna@contoso", StringComparison.Ordinal));
        Holding(stored, secrets).ShouldBeEmpty();
        var onHost = StoredText.Of(site.ConnectorFolder).ToList();
        onHost.ShouldContain(value => value.Where.Contains("answers", StringComparison.Ordinal));
        Holding(onHost, [.. secrets, "@contoso", "Ivanova", "Petrov"]).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_written_in_another_way_is_found_too()
    {
        const string text = "before the Acquisition of Zagora and after";
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        foreach (var hidden in (string[])[text, Convert.ToHexString(bytes), Convert.ToBase64String(bytes), Convert.ToBase64String(bytes[1..]), Convert.ToBase64String(bytes[2..])])
            Holding([("here", hidden)], ["Zagora"]).Count.ShouldBe(1, hidden);
        Holding([("here", "SGVsbG8gd29ybGQ=")], ["Zagora"]).ShouldBeEmpty();
    }

    private Draft Secret(WorldPerson who, string location)
    {
        var draft = site.NewDraft(who, location, PremisesSite.Vitosha);
        return draft with { Subject = $"{Topic}, {draft.Subject}", Html = $"<p>{Words}</p>" };
    }

    private static List<string> Holding(IEnumerable<(string Where, string Text)> texts, string[] secrets) =>
    [
        .. from secret in secrets
           let ways = Disguises.Of(secret).ToList()
           from text in texts
           where ways.Exists(way => text.Text.Contains(way, way == secret ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
           select $"{text.Where} holds {secret}: {text.Text[..Math.Min(200, text.Text.Length)]}",
    ];
}
