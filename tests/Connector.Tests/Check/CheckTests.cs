using HybridCalendar.Connector.Check;
using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Domain.Conferences.Rooms;
using HybridCalendar.Sandbox.Tms;

namespace HybridCalendar.Connector.Tests.Check;

/// <summary>Test the Office 365 and TMS integration: what <c>check</c> tells an administrator.</summary>
public sealed class CheckTests : IAsyncLifetime
{
    private TmsSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await TmsSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Everything_is_good_and_the_test_meeting_is_taken_out_again()
    {
        var (code, output) = await CheckAsync(books: true, "Email Address,System ID\nrila@contoso.example,66\n");

        code.ShouldBe(0, output);
        output.ShouldContain("ok      Link to TMS");
        output.ShouldContain("ok      Test meeting");
        output.ShouldContain("All 1 rooms");
        output.ShouldNotContain("WRONG");
        (await _site.HeldAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_test_meeting_that_TMS_did_not_let_go_of_goes_with_the_next_check_wherever_that_runs()
    {
        await _site.BreakAsync("fault", "DeleteConferenceByExternalId", fault: "noAccessToConference");
        var (_, output) = await CheckAsync(books: true);
        output.ShouldContain("WARNING Test meeting");
        (await _site.HeldAsync()).ShouldHaveSingleItem().Key.ShouldBe("connection-test", "no name of a machine, which may be another after a restart");

        (_, output) = await CheckAsync(books: true);

        output.ShouldContain("ok      Test meeting");
        (await _site.HeldAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_stands_in_the_way_is_named_and_nothing_is_booked_unasked()
    {
        _site.Tms.Certificate = TmsCertificateKind.SelfSigned;
        var (code, output) = await CheckAsync(books: true);
        code.ShouldBe(1);
        output.ShouldContain("WRONG   Link to TMS: TMS presents a self-signed certificate");

        _site.Tms.Certificate = TmsCertificateKind.CaSigned;
        (code, output) = await CheckAsync(books: false);
        code.ShouldBe(0, output);
        output.ShouldContain("-       Test meeting");
        (await _site.CallsAsync("SaveConferenceWithMode")).ShouldBe(0);
    }

    [Fact]
    public async Task A_missing_option_key_an_account_without_rights_and_wrong_rooms_are_named()
    {
        (_site.Tms.IntegrationPackage, _site.Tms.SystemLicences) = (false, 0);
        _site.World.Users.Add("CONTOSO", "connector", TmsSite.Password, "Calendar Connector", "connector@contoso.example", "FLE Standard Time", booksOnBehalf: false);

        var (code, output) = await CheckAsync(books: true, "Email Address,System ID\nrila@contoso.example,66\nnone@contoso.example,99\n");

        code.ShouldBe(1);
        output.ShouldContain("WRONG   Book on behalf");
        output.ShouldContain("WRONG   Room mailboxes: row 2: TMS has no such system.");
        output.ShouldContain("L-TMS-APPINT");
    }

    [Fact]
    public async Task Wrong_settings_are_told_without_asking_TMS()
    {
        using var output = new StringWriter();

        var code = await CheckCommand.RunAsync(() => _site.Services(("Tms:Url", "http://tms.example.com")), null, false, output, TestContext.Current.CancellationToken);

        code.ShouldBe(2);
        output.ToString().ShouldContain("WRONG   Settings: Tms:Url");
    }

    [Fact]
    public async Task The_systems_are_written_as_a_table_that_can_be_filled_in_and_read_back()
    {
        _site.World.Systems.Put(new Sandbox.Tms.Systems.TmsSystem(68, "Musala, \"big\"", "", "musala@contoso.example"));
        using var output = new StringWriter();
        using var errors = new StringWriter();

        (await SystemsCommand.RunAsync(() => _site.Services(), output, errors, TestContext.Current.CancellationToken)).ShouldBe(0);

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var filled = string.Join('\n', lines.Select((line, index) => index == 0 ? line : $"{line}room{index}@contoso.example"));
        var read = RoomMappingReader.Read(System.Text.Encoding.UTF8.GetBytes(filled));
        read.Problems.ShouldBeEmpty();
        read.Mappings.Select(mapping => mapping.SystemId).ShouldBe([66L, 67L, 68L]);
        read.Mappings[2].SystemName.ShouldBe("Musala, \"big\"");
    }

    private async Task<(int Code, string Output)> CheckAsync(bool books, string? rooms = null)
    {
        var file = rooms is null ? null : new FileInfo(Path.GetTempFileName());
        if (file is not null)
            await File.WriteAllTextAsync(file.FullName, rooms, TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        var code = await CheckCommand.RunAsync(() => _site.Services(), file, books, output, TestContext.Current.CancellationToken);
        file?.Delete();
        return (code, output.ToString());
    }
}
