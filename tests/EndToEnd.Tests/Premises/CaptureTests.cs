namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>What is encrypted before it leaves a meeting stays so: on the way to the connector, and in the databases of both.</summary>
[Collection(PremisesCollection.Name)]
public sealed class CaptureTests(PremisesSite site)
{
    [Fact]
    public async Task Neither_between_gateway_and_connector_nor_in_the_databases_is_a_title_an_address_or_a_link_in_clear()
    {
        var secrets = await Capture.PlayAsync(site);

        var heard = site.Relay.Heard.Select(message => ("the link", message)).ToList();
        heard.Count(message => message.message.Contains("\"request\"", StringComparison.Ordinal)).ShouldBeGreaterThan(4);
        heard.Count(message => message.message.Contains("\"answer\"", StringComparison.Ordinal)).ShouldBeGreaterThan(4);
        Capture.Holding(heard, [.. secrets.OutsideOfDatabases, "Vitosha"]).ShouldBeEmpty();
        // Addresses and names of mailboxes are what rows are found by.
        var stored = StoredText.Of(site.Playground.DataDirectory).ToList();
        stored.ShouldContain(value => value.Text.Contains("anna@contoso", StringComparison.Ordinal));
        Capture.Holding(stored, secrets.Everywhere).ShouldBeEmpty();
        var onHost = StoredText.Of(site.ConnectorFolder).ToList();
        onHost.ShouldContain(value => value.Where.Contains("answers", StringComparison.Ordinal));
        Capture.Holding(onHost, secrets.OutsideOfDatabases).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_written_in_another_way_is_found_too()
    {
        const string text = "before the Acquisition of Zagora and after";
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        foreach (var hidden in (string[])[text, Convert.ToHexString(bytes), Convert.ToBase64String(bytes), Convert.ToBase64String(bytes[1..]), Convert.ToBase64String(bytes[2..])])
            Capture.Holding([("here", hidden)], ["Zagora"]).Count.ShouldBe(1, hidden);
        Capture.Holding([("here", "SGVsbG8gd29ybGQ=")], ["Zagora"]).ShouldBeEmpty();
    }
}
