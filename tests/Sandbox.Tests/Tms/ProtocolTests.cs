using System.Net;
using System.Text;
using System.Xml.Linq;

namespace HybridCalendar.Sandbox.Tests.Tms;

public sealed class ProtocolTests : TmsTestBase
{
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public async Task Both_SOAP_versions_are_spoken_and_the_body_names_the_operation_when_no_header_does(bool soap12, bool namesAction)
    {
        (Tms.Soap12, Tms.NamesAction) = (soap12, namesAction);
        var conference = (await Tms.CallAsync("GetDefaultConference")).El("GetDefaultConferenceResult");
        conference.Int("ConferenceId").ShouldBe(-1);
        conference.Val("StartTimeUTC").ShouldBe("2026-02-02 08:00:00Z");
        conference.Val("EndTimeUTC").ShouldBe("2026-02-02 09:00:00Z");
        conference.El("Participants").HasElements.ShouldBeFalse();
        Tms.LastHeader!.Descendants(SoapClient.Booking + "ConfAPIVersion").Single().Value.ShouldBe("22");
        var refused = await Should.ThrowAsync<SoapFaultException>(() => Tms.CallAsync("GetConferenceById", SoapClient.Text("ConferenceId", 4711)));
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.InternalServerError, -2147218302));
        refused.Role.ShouldBe(soap12 ? "soap:Receiver" : "soap:Server");
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_as_the_clients_fault()
    {
        async Task<string> RoleAsync(string operation, params object[] arguments) =>
            (await Should.ThrowAsync<SoapFaultException>(() => Tms.CallAsync(operation, arguments))).Role;

        (await RoleAsync("RegenerateSession")).ShouldBe("soap:Client");
        (await RoleAsync("GetConferenceById", SoapClient.Text("ConferenceId", "many"))).ShouldBe("soap:Client");
        (await RoleAsync("GetConferencesForUser", SoapClient.Text("ConferenceStatus", "Someday"))).ShouldBe("soap:Client");
        (await RoleAsync("GetConferencesForUser", SoapClient.Text("StartTime", "tomorrow"))).ShouldBe("soap:Client");
        (await RoleAsync("GetConferencesForUser", SoapClient.Text("ConferenceStatus", "All"), SoapClient.Text("UserName", "late"))).ShouldBe("soap:Client");
        using var broken = new StringContent("<soap:Envelope", Encoding.UTF8, "text/xml");
        using var http = Client(SandboxPremises.ServiceUser, SandboxPremises.ServicePassword);
        (await http.PostAsync(SoapClient.BookingPath, broken)).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        (await http.PostAsync(SoapClient.BookingPath, json)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Elements_that_it_does_not_know_are_passed_over_and_counted()
    {
        (await Should.ThrowAsync<SoapFaultException>(() => Tms.CallAsync("GetConferenceById", SoapClient.Text("ConferenceID", 1)))).Code.ShouldBe(-2147218302);
        (await GetAsync("/sandbox/tms/calls")).GetProperty("passedOver").GetProperty("GetConferenceById/ConferenceID").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task An_older_client_is_given_what_it_can_know()
    {
        var saved = await SaveAsync(new Draft { Start = Start.AddHours(2), Bandwidth = "20000kbps", Source = "HC", Key = "one" });
        (saved.Val("Bandwidth"), saved.Val("JoinUri")).ShouldBe(("20000kbps", "8001@meet.contoso.example"));
        Tms.Version = 15;
        var older = (await Tms.CallAsync("GetConferenceById", SoapClient.Text("ConferenceId", saved.Int("ConferenceId")))).El("GetConferenceByIdResult");
        (older.Val("Bandwidth"), older.Has("JoinUri"), older.Has("Version")).ShouldBe(("Default", false, true));
        older.Val("ConferenceInfoText").ShouldContain("sip:8001@meet.contoso.example");
        Tms.Version = null;
        var oldest = (await Tms.CallAsync("GetConferenceById", SoapClient.Text("ConferenceId", saved.Int("ConferenceId")))).El("GetConferenceByIdResult");
        (oldest.Has("Version"), oldest.Has("ConferenceState")).ShouldBe((false, false));
        Tms.Version = 23;
        (await Should.ThrowAsync<SoapFaultException>(() => Tms.CallAsync("GetDefaultConference"))).Message.ShouldContain("newer");
        Tms.Version = 22;
        var again = await SaveAsync(new Draft { Start = Start.AddHours(2), Source = "HC", Key = "one", Version = saved.Val("Version") });
        again.Val("Bandwidth").ShouldBe("20000kbps", "Default leaves it as it is");
    }

    [Fact]
    public async Task An_older_server_does_not_know_what_came_later()
    {
        Options.ApiVersion = 9;
        Tms.Version = 9;
        (await Should.ThrowAsync<SoapFaultException>(() => SaveAsync(new Draft { Start = Start.AddHours(1) }))).Message.ShouldContain("did not recognize");
        var saved = (await Tms.CallAsync("SaveConference", new Draft { Start = Start.AddHours(1), Source = "HC", Key = "one" }.ToXml())).El("SaveConferenceResult");
        (saved.Has("Version"), saved.Has("ConferenceState"), Tms.Session).ShouldBe((false, false, ""));
        await Tms.CallAsync("GetDefaultConference");
        Tms.LastHeader!.Descendants(SoapClient.Booking + "ConfAPIVersion").Single().Value.ShouldBe("9");
    }

    [Theory]
    [InlineData(22, 40, true)]
    [InlineData(9, 15, false)]
    public async Task The_contract_is_described(int version, int operations, bool hasModes)
    {
        Options.ApiVersion = version;
        using var http = Client(SandboxPremises.ServiceUser, SandboxPremises.ServicePassword);
        XNamespace wsdl = "http://schemas.xmlsoap.org/wsdl/";
        var names = new List<string>();
        foreach (var path in new[] { SoapClient.BookingPath, SoapClient.SetupPath.ToUpperInvariant() })
        {
            var description = XElement.Parse(await http.GetStringAsync($"{path}?WSDL"));
            names.AddRange(description.Element(wsdl + "portType")!.Elements().Select(one => (string)one.Attribute("name")!));
            description.Descendants(wsdl + "port").Count().ShouldBe(2);
        }
        names.Contains("SaveConferenceWithMode").ShouldBe(hasModes);
        names.Contains("DeleteConferenceInstanceByExternaId").ShouldBe(hasModes);
        names.Count.ShouldBeInRange(operations - 10, operations + 10);
    }

    [Fact]
    public async Task Systems_users_and_roles_are_told()
    {
        var systems = (await Tms.SetupAsync("GetSystems")).El("GetSystemsResult").Elements().ToList();
        systems.Select(one => one.Int("SystemId")).ShouldBe([66, 67]);
        systems[0].Val("SystemName").ShouldBe("Vitosha");
        systems[0].ToString().ShouldNotContain("vitosha@contoso.example", Case.Insensitive, "a system's mail address is not in the API");
        var users = (await Tms.SetupAsync("GetUsers")).El("GetUsersResult").Elements();
        users.Single(one => one.Val("UserName") == @"CONTOSO\anna").El("TimeZone").Val("TimezoneName").ShouldBe("GMT Standard Time");
        (await Tms.SetupAsync("IsTMSBookOnBehalfUser")).Val("IsTMSBookOnBehalfUserResult").ShouldBe("true");
        (await Tms.SetupAsync("IsAlive")).Val("IsAliveResult").ShouldBe("true");
        var one = await Tms.SetupAsync("GetSystemById", new XElement(SoapClient.Setup + "TMSSystemId", 67));
        one.El("GetSystemByIdResult").Val("SIPUri").ShouldBe("rodopi@rooms.contoso.example");
        (await Should.ThrowAsync<SoapFaultException>(() => Tms.SetupAsync("GetSystemById", new XElement(SoapClient.Setup + "TMSSystemId", 1)))).Code.ShouldBe(-2147218301);
    }

    [Fact]
    public async Task A_time_zones_rules_are_told()
    {
        var rules = (await Tms.CallAsync("GetTimeZoneRulesById", SoapClient.Text("idString", "FLE Standard Time"))).El("GetTimeZoneRulesByIdResult").El("TimeZoneRule");
        (rules.Int("BaseOffsetInMinutes"), rules.Int("DaylightOffsetInMinutes")).ShouldBe((120, 60));
        var change = rules.El("Daylight").El("RelativeRule");
        (change.Int("Month"), change.Int("DayOfTheWeek"), change.Int("WeekOfTheMonthIndex")).ShouldBe((3, 0, 5));
    }
}
