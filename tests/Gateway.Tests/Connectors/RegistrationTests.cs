using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Connector.Identity;
using HybridCalendar.Gateway.Tests.Conferences;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>"Register Expressway-C connector host to the Webex cloud", with this product's connector and gateway.</summary>
public sealed class RegistrationTests(MovableGateway world) : IClassFixture<MovableGateway>
{
    private static readonly TestKey s_key = new();
    private static int s_hosts;
    private readonly FakeTime _time = world.Time;
    private readonly GatewayHost _gateway = world.Gateway;
    private readonly string _host = $"exp{Interlocked.Increment(ref s_hosts)}.company.com";

    [Fact]
    public async Task The_administrator_gets_a_token_and_the_connector_registers_with_it()
    {
        var (id, token) = await StartAsync(_host);
        id.ShouldBe(_host);
        (await RegisterAsync(id, token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var status = (await _gateway.Admin.GetFromJsonAsync<JsonElement>($"/api/connectors/{id}")).GetProperty("status");
        status.GetProperty("registeredAt").GetDateTimeOffset().ShouldBe(_time.GetUtcNow());
        status.GetProperty("health").GetString().ShouldBe("outage");
        status.GetProperty("tokenExpiresAt").ValueKind.ShouldBe(JsonValueKind.Null);
        var list = await _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/connectors");
        list.GetProperty("connectors").EnumerateArray().Select(row => row.GetProperty("id").GetString()).ShouldContain(id);
        list.GetProperty("requests").GetProperty("waiting").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_body_without_its_fields_is_refused()
    {
        (await _gateway.Admin.PostAsJsonAsync("/connectors/registration", new { })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _gateway.Admin.PostAsJsonAsync("/api/connectors", new { })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("Exp.company.com", "capital letters")]
    [InlineData("exp", "fully qualified")]
    [InlineData("exp_1.company.com", "fully qualified")]
    [InlineData("10.1", "fully qualified")]
    [InlineData("", "fully qualified")]
    public async Task A_host_that_cannot_be_is_refused_with_the_reason(string host, string reason)
    {
        var answer = await _gateway.Admin.PostAsJsonAsync("/api/connectors", new { host });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(reason);
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("2001:db8::7", "2001-db8--7")]
    public async Task An_address_does_as_well(string host, string id) => (await StartAsync(host)).Id.ShouldBe(id);

    [Fact]
    public async Task A_second_registration_is_refused_and_a_new_token_registers_again()
    {
        var (id, token) = await StartAsync(_host);
        var again = await _gateway.Admin.PostAsJsonAsync("/api/connectors", new { host = _host });
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await RegisterAsync(id, token);
        await ShouldRefuseAsync(await RegisterAsync(id, token, key: new TestKey()), HttpStatusCode.Forbidden, "tokenSpent", $"{_time.GetUtcNow():u}");
        var answer = await _gateway.Admin.PostAsync($"/api/connectors/{id}/token", null);
        var next = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        (await RegisterAsync(id, next)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_registration_whose_answer_was_lost_is_repeated_with_the_same_key_and_needs_its_proof()
    {
        var (id, token) = await StartAsync(_host);
        (await RegisterAsync(id, token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await RegisterAsync(id, token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await RegisterAsync(id, token, wrongProof: true)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_connector_that_could_not_store_its_registration_registers_with_the_same_token_again()
    {
        var (id, token) = await StartAsync(_host);
        var folder = Directory.CreateTempSubdirectory("hybrid-calendar-registration-").FullName;
        var options = new ConnectorOptions { DataDirectory = folder };
        // Nothing can be put there, as on a disk that fails.
        Directory.CreateDirectory(Path.Combine(folder, "identity.json"));
        Task<string> TryAsync() => Registrar.RegisterAsync(_gateway.Address, token, options, _time, TestContext.Current.CancellationToken, keySize: 2048);
        (await Record.ExceptionAsync(TryAsync)).ShouldNotBeNull().ShouldNotBeOfType<ConnectorException>();
        Directory.Delete(Path.Combine(folder, "identity.json"));

        (await TryAsync()).ShouldBe(id);

        using var identity = ConnectorIdentity.Load(folder);
        identity.Id.ShouldBe(id);
        Directory.GetFiles(folder).Length.ShouldBe(1);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_connector_that_a_crash_kept_out_of_the_list_is_in_it_once_it_registers()
    {
        var (id, token) = await StartAsync(_host);
        await _gateway.App.Services.GetRequiredService<ConnectorList>().RemoveAsync(id);

        await RegisterAsync(id, token);

        (await _gateway.App.Services.GetRequiredService<ConnectorList>().ReadAsync()).ShouldContain(row => row.Id == id && row.Host == _host);
    }

    [Fact]
    public async Task A_token_expires_after_a_day()
    {
        var (id, token) = await StartAsync(_host);
        _time.Advance(TimeSpan.FromHours(24));
        await ShouldRefuseAsync(await RegisterAsync(id, token), HttpStatusCode.Forbidden, "tokenExpired", $"{_time.GetUtcNow():u}");
    }

    [Theory]
    [InlineData(12, "12 min ahead")]
    [InlineData(-90, "90 min behind")]
    public async Task A_wrong_clock_is_told_and_the_token_stays_good(int minutes, string difference)
    {
        var (id, token) = await StartAsync(_host);
        await ShouldRefuseAsync(await RegisterAsync(id, token, TimeSpan.FromMinutes(minutes)), HttpStatusCode.BadRequest, "clock", difference);
        (await RegisterAsync(id, token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task What_is_not_proved_is_refused()
    {
        var (id, token) = await StartAsync(_host);
        await ShouldRefuseAsync(await RegisterAsync(id, token, wrongProof: true), HttpStatusCode.Forbidden, "proof", "was not made with");
        await ShouldRefuseAsync(await RegisterAsync(id, token + "0"), HttpStatusCode.Forbidden, "token", "not that of a connector");
        await ShouldRefuseAsync(await RegisterAsync("other.company.com", $"other.company.com~{new string('0', 64)}"), HttpStatusCode.Forbidden, "token", "not that");
        var badKey = await _gateway.Anyone.PostAsJsonAsync("/connectors/registration", new { token, publicKey = "AAAA", proof = "x" });
        await ShouldRefuseAsync(badKey, HttpStatusCode.BadRequest, "publicKey", "RSA");
    }

    [Fact]
    public async Task A_removed_connector_is_forgotten()
    {
        var (id, token) = await StartAsync(_host);
        (await _gateway.Admin.DeleteAsync($"/api/connectors/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _gateway.Admin.DeleteAsync($"/api/connectors/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await ShouldRefuseAsync(await RegisterAsync(id, token), HttpStatusCode.Forbidden, "token", "not that");
        (await StartAsync(_host)).Token.ShouldNotBe(token);
    }

    [Fact]
    public async Task A_link_that_was_opened_with_a_key_that_was_replaced_is_refused_though_nobody_remembers_it()
    {
        var (id, token) = await StartAsync(_host);
        await RegisterAsync(id, token);
        // It has just come up: of connections it knows nothing.
        var connector = _gateway.Grains.GetGrain<IConnectorGrain>(GrainKeys.Connector(id));
        var observer = _gateway.Grains.CreateObjectReference<IConnectorObserver>(new ConnectorStandIn(_gateway));

        (await connector.ReportAs("old", new TestKey().PublicKey, new ConnectorReport(), observer)).ShouldBeNull();
        (await connector.Report("old", new ConnectorReport(), observer)).ShouldBeNull("an earlier gateway does not tell the key");
        (await connector.ReportAs("new", s_key.PublicKey, new ConnectorReport(), observer)).ShouldNotBeNull();
        (await connector.Report("new", new ConnectorReport(), observer)).ShouldNotBeNull();
    }

    private async Task<(string Id, string Token)> StartAsync(string host)
    {
        var answer = await _gateway.Admin.PostAsJsonAsync("/api/connectors", new { host, displayName = "Basement" });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var started = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (started.GetProperty("id").GetString()!, started.GetProperty("token").GetString()!);
    }

    private Task<HttpResponseMessage> RegisterAsync(string id, string token, TimeSpan ahead = default, bool wrongProof = false, TestKey? key = null) =>
        _gateway.Anyone.PostAsJsonAsync("/connectors/registration", new
        {
            token,
            publicKey = (key ?? s_key).PublicKey,
            proof = (key ?? s_key).Prove(id, wrongProof ? "something else" : token, _time.GetUtcNow() + ahead),
        });

    private static async Task ShouldRefuseAsync(HttpResponseMessage answer, HttpStatusCode status, string code, string detail)
    {
        answer.StatusCode.ShouldBe(status);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("detail").GetString()!.ShouldContain(detail);
    }
}
