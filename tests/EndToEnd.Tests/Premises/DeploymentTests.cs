using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HybridCalendar.Connector.Check;
using HybridCalendar.Connector.Identity;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Wiring;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>The deployment task flow for the TMS integration, in its order, by what an administrator and a person have at hand.</summary>
[Collection(PremisesCollection.Name)]
public sealed class DeploymentTests(PremisesSite site)
{
    [Fact]
    public async Task Complete_the_prerequisites_for_the_TMS_integration()
    {
        var (code, output) = await ConnectorCheckAsync();
        code.ShouldBe(0, output);
        foreach (var part in (string[])["Link to TMS", "Clock", "TMS's parts", "Book on behalf", "Systems", "Room mailboxes", "Test meeting"])
            output.ShouldContain($"ok      {part}: ");

        await site.Pages.SetAsync(new { integrationPackage = false, systemLicences = 0 });
        (code, output) = await ConnectorCheckAsync();
        await site.Pages.SetAsync(new { integrationPackage = true });
        code.ShouldBe(1);
        output.ShouldContain("L-TMS-MSEX-25");
        output.ShouldContain("L-TMS-APPINT");
    }

    [Fact]
    public async Task Open_connectivity_for_HTTPS_and_secure_web_sockets_outbound_to_the_gateway_and_for_HTTPS_outbound_to_TMS_and_for_nothing_else()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Sockets of a process are looked up in /proc.");
        await site.LinkAsync();
        const string host = "outbound.contoso.example";
        var folder = Directory.CreateTempSubdirectory("hybrid-calendar-outbound-").FullName;
        try
        {
            var token = await site.Playground.Administrator.BeginConnectorAsync(host, "Outbound", TestContext.Current.CancellationToken);
            var gateway = site.Playground.Addresses.Gateway;
            var (code, output) = await ConnectorProcess.RunAsync("register", gateway.ToString(), token, $"--Connector:DataDirectory={folder}");
            code.ShouldBe(0, output);
            // Windows sign-in, as TMS is installed.
            await using var connector = ConnectorProcess.Start(["run", .. site.ConnectorSettings(folder), "--Tms:Authentication=Ntlm"]);
            var (listens, remote) = (false, new HashSet<int>());
            await Deadline.WaitAsync(async () =>
            {
                foreach (var socket in connector.Sockets())
                {
                    listens |= socket.Listens;
                    remote.Add(socket.RemotePort);
                }
                var status = (await site.Admin.CallAsync(HttpMethod.Get, $"api/connectors/{host}")).GetProperty("status");
                return remote.Count < 2 ? "It has not reached both." : status.GetProperty("health").GetString() == "operational" ? null : "It is not operational.";
            }, TimeSpan.FromSeconds(90));
            listens.ShouldBeFalse();
            remote.ShouldBe([gateway.Port, site.Tms.Url.Port], ignoreOrder: true);
        }
        finally
        {
            await site.Admin.CallAsync(HttpMethod.Delete, $"api/connectors/{host}");
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Configure_the_meet_keyword_action()
    {
        await site.ConfigureKeywordAsync();

        (await site.Admin.CallAsync(HttpMethod.Get, "api/organization")).GetProperty("meetAction").GetString().ShouldBe("tms");
    }

    [Fact]
    public async Task Configure_Office_365_room_mailboxes_in_TMS_one_at_a_time_or_by_bulk_upload()
    {
        var (mail, system) = (PremisesSite.Vitosha.Address, PremisesSite.Vitosha.SystemId);
        await site.Pages.SetEmailAddressAsync(system, PremisesSite.Vitosha.Name, mail);
        await site.ConfigureRoomsAsync();
        (await RoomsAsync()).ShouldBe([(mail, system)]);

        // TMS's API does not tell the address: its systems are written as a table to which a person adds it.
        using var table = new StringWriter();
        using var errors = new StringWriter();
        (await SystemsCommand.RunAsync(Services, table, errors, TestContext.Current.CancellationToken)).ShouldBe(0, errors.ToString());
        var filled = string.Join('\n', table.ToString().Split('\n').Select(line => line.StartsWith($"{system},", StringComparison.Ordinal) ? line.Trim() + mail : line.Trim()));
        (await UploadAsync(filled)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await RoomsAsync()).ShouldBe([(mail, system)]);
        var wrong = await UploadAsync($"{filled}nobody,Nowhere,Room,musala@contoso.example\n");
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("rows").EnumerateArray().Single().GetProperty("line").GetInt32().ShouldBe(3);
        (await RoomsAsync()).ShouldBe([(mail, system)]);
    }

    [Fact]
    public async Task Register_the_connector_host_to_the_cloud()
    {
        using var capitals = await site.Admin.PostAsJsonAsync("api/connectors", new { host = "Connector.Contoso.example" });
        capitals.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await capitals.Content.ReadAsStringAsync()).ShouldContain("has capital letters");

        await site.RegisterAsync();

        var status = await site.StatusAsync();
        status.GetProperty("settings").GetProperty("displayName").GetString().ShouldBe("Basement");
        status.GetProperty("registeredAt").ValueKind.ShouldBe(JsonValueKind.String);
        using var twice = await site.Admin.PostAsJsonAsync("api/connectors", new { host = PremisesSite.HostName });
        twice.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        // The gateway lets nobody in who did not begin there.
        var made = $"other.contoso.example~{new string('0', 64)}";
        var folder = Directory.CreateTempSubdirectory("hybrid-calendar-stranger-").FullName;
        var refused = await Should.ThrowAsync<ConnectorException>(() => Registrar.RegisterAsync(
            site.Playground.Addresses.Gateway, made, new ConnectorOptions { DataDirectory = folder }, site.Time, TestContext.Current.CancellationToken, keySize: 2048));
        Directory.Delete(folder, recursive: true);
        refused.Message.ShouldContain("refuses the registration: The token is not that of a connector here");
    }

    [Fact]
    public async Task Link_the_calendar_connector_to_TMS()
    {
        await site.LinkAsync();

        var status = await site.StatusAsync();
        var reported = status.GetProperty("reported");
        reported.GetProperty("alarms").GetArrayLength().ShouldBe(0);
        reported.GetProperty("version").GetString()!.ShouldMatch(@"^\d+\.\d+\.\d+$");
        status.GetProperty("difference").ValueKind.ShouldBe(JsonValueKind.Null);
        var meeting = await site.Outlook.ScheduleAsync(site.NewDraft(SandboxWorld.Anna, "@meet"));
        await site.InvitationHoldsAsync(meeting, blocks: 1);
        // "adds on-premises conference bridge telephony details to invitations, if applicable"
        var body = await site.Outlook.ReadBodyAsync(meeting);
        body.ShouldContain(PremisesSite.Telephone);
        body.ShouldContain("Sofia");
    }

    [Fact]
    public async Task Add_a_meeting_server_to_TMS()
    {
        await site.Pages.SetAsync(new { bridgePorts = 0 });
        var (code, output) = await ConnectorCheckAsync();
        await site.Pages.SetAsync(new { bridgePorts = 1000 });
        code.ShouldBe(1);
        output.ShouldContain("no free port on the bridge");

        (code, output) = await ConnectorCheckAsync();

        code.ShouldBe(0, output);
        output.ShouldContain("A meeting was booked on the bridge, had join details, and was taken out again.");
    }

    [Fact]
    public async Task Test_the_Office_365_and_TMS_integration()
    {
        await site.LinkAsync();
        var start = site.MinuteAfter(TimeSpan.FromMinutes(3));
        var draft = site.NewDraft(SandboxWorld.Anna, "@meet", PremisesSite.Vitosha, SandboxWorld.Rila) with { Start = start };

        var meeting = await site.Outlook.ScheduleAsync(draft);

        // The Hybrid Calendar updates the meeting with the join details.
        await site.InvitationHoldsAsync(meeting, blocks: 1);
        var booking = await site.OnDeviceAsync(start);
        (await site.Outlook.ReadBodyAsync(meeting)).ShouldContain(booking.Number);
        await site.DeviceShowsAsync(SandboxWorld.Rila, start, booking.Number);
        // Just before the meeting time the devices show the button.
        booking.ShowsJoin(site.Time.GetUtcNow()).ShouldBeTrue();
        // The test meeting is listed with 'Calendar Connector' in the External Service column.
        var listed = (await site.ListedAsync(draft.Subject, start)).Single();
        listed.ExternalService.ShouldBe("Calendar Connector");
        listed.Participants.ShouldContain(PremisesSite.Vitosha.Name);
        // You cannot edit Calendar Connector meetings in TMS.
        (await site.Pages.RenameAsync(listed, "Edited in TMS"))!.ShouldContain("A conference of the Calendar Connector cannot be edited in TMS.");
        (await site.ListedAsync(draft.Subject, start)).Single().ShouldBe(listed);
        await site.Outlook.CancelAsync(meeting);
        await site.ListedAsync(draft.Subject);
        await Deadline.WaitAsync(() => site.DeviceBookings().Any(one => one.StartTime == start) ? "The device still has the meeting." : null);
    }

    [Fact]
    public async Task OBTP_works_also_for_webex_and_for_a_link_that_was_pasted()
    {
        await site.LinkAsync();
        var webex = site.NewDraft(SandboxWorld.Boris, "@webex", PremisesSite.Vitosha);
        var pasted = site.NewDraft(SandboxWorld.Boris, "", PremisesSite.Vitosha) with { Html = "<p>https://zoom.us/j/91234567890</p>" };
        await site.Outlook.ScheduleAsync(webex);
        await site.Outlook.ScheduleAsync(pasted);

        (await site.OnDeviceAsync(webex.Start)).Number.ShouldBe("boris@contoso.webex.com");
        (await site.OnDeviceAsync(pasted.Start)).Number.ShouldBe("91234567890@zoomcrc.com");
        (await site.ListedAsync(webex.Subject, webex.Start)).Single().ExternalService.ShouldBe("Calendar Connector");
    }

    private async Task<IReadOnlyList<(string, int)>> RoomsAsync() =>
    [
        .. (await site.Admin.CallAsync(HttpMethod.Get, "api/tms-rooms")).GetProperty("items").EnumerateArray()
            .Select(room => (room.GetProperty("mailbox").GetString()!, room.GetProperty("systemId").GetInt32())),
    ];

    private Task<HttpResponseMessage> UploadAsync(string table) =>
        site.Admin.PutAsync("api/tms-rooms", new StringContent(table, Encoding.UTF8, "text/csv"), TestContext.Current.CancellationToken);

    private ServiceProvider Services() => TmsServices.Build(
        new ConfigurationBuilder().AddCommandLine(site.ConnectorSettings(site.ConnectorFolder)).Build(), services => services.AddSingleton(site.Time));

    /// <summary>What <c>connector check --book --rooms</c> says.</summary>
    private async Task<(int Code, string Output)> ConnectorCheckAsync()
    {
        var rooms = new FileInfo(Path.GetTempFileName());
        await File.WriteAllTextAsync(rooms.FullName, $"Mailbox,System ID\n{PremisesSite.Vitosha.Address},{PremisesSite.Vitosha.SystemId}\n");
        using var output = new StringWriter();
        var code = await CheckCommand.RunAsync(Services, rooms, books: true, output, TestContext.Current.CancellationToken);
        rooms.Delete();
        return (code, output.ToString());
    }
}
