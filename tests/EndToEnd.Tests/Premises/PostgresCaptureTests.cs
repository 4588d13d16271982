using HybridCalendar.Grains.Tests.Databases;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>The same of PostgreSQL: in its rows, and in its files and its log of writes.</summary>
public sealed class PostgresCaptureTests(PostgresSite site) : IClassFixture<PostgresSite>
{
    [Fact]
    public async Task On_PostgreSQL_there_is_no_title_address_or_link_in_clear_either()
    {
        Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
        var secrets = await Capture.PlayAsync(site);

        var rows = await PostgresText.OfRowsAsync(site.Database.Connection);
        rows.ShouldContain(value => value.Text.Contains("anna@contoso", StringComparison.Ordinal));
#if ORLEANS
        // What series and rooms store lies here too, sealed, and their reminders.
        rows.Count(value => value.Where == "orleans_storage" && value.Text.Contains("hc1.", StringComparison.Ordinal)).ShouldBeGreaterThan(5);
        rows.ShouldContain(value => value.Where == "orleans_storage" && value.Text.Contains("series:", StringComparison.Ordinal));
        rows.ShouldContain(value => value.Where == "orleans_reminders");
#endif
        Capture.Holding(rows, secrets.Everywhere).ShouldBeEmpty();
        // What was deleted, or written over, is still there.
        var files = await PostgresText.OfFilesAsync(site.Database.Connection, site.Database.Server.Data);
        files.ShouldContain(file => file.Text.Contains("anna@contoso", StringComparison.Ordinal));
        Capture.Holding(files, secrets.Everywhere).ShouldBeEmpty();
    }
}
