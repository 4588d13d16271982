using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using HybridCalendar.Connector.Identity;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>
/// Decide how you want to update the trust list: whom a connector believes that it is the gateway, by real handshakes. With a wrong list there
/// are certificate trust errors, which say what to mend.
/// </summary>
public sealed class TrustTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IAsyncLifetime
{
    private const string Host = "trust.company.com";
    private readonly TestAuthority _authority = new("Company Root");
    private readonly string _folder = Directory.CreateTempSubdirectory("trust-").FullName;
    private TlsFront _front = null!;

    public async ValueTask InitializeAsync()
    {
        _front = new TlsFront(gateway.Address, _authority.Sign());
        await File.WriteAllTextAsync(TrustList, _authority.Pem);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.Admin.DeleteAsync($"/api/connectors/{Host}");
        await _front.DisposeAsync();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task With_the_right_CA_certificate_in_the_trust_list_the_connector_registers_and_links()
    {
        await RegisterAsync(await BeginAsync());
        await using var connector = await TestConnector.RegisterAsync(gateway, _front.Address, new CountingHandler());
        connector.Options.TrustedRootsFile = TrustList;
        await connector.StartAsync();
        await UntilAsync(() => connector.State.IsActive);
    }

    [Theory]
    [InlineData("self-signed", "its certificate is self-signed")]
    [InlineData("expired", "is not valid today")]
    [InlineData("other name", "its certificate is not for localhost")]
    [InlineData("other authority", "the trust list does not have the authority that signed its certificate")]
    public async Task A_certificate_that_the_trust_list_does_not_vouch_for_is_refused_with_the_reason_and_the_token_stays_good(string kind, string reason)
    {
        var good = _front.Certificate;
        using var other = new TestAuthority("Another Root");
        using var wrong = Wrong(kind, other);
        _front.Certificate = wrong;
        var token = await BeginAsync();
        (await Should.ThrowAsync<ConnectorException>(() => RegisterAsync(token))).Message.ShouldContain(reason);
        await using var connector = await TestConnector.RegisterAsync(gateway, _front.Address, new CountingHandler());
        connector.Options.TrustedRootsFile = TrustList;
        await connector.StartAsync();
        await UntilAsync(() => connector.State.Problem?.Contains(reason, StringComparison.Ordinal) == true);

        _front.Certificate = good;

        await RegisterAsync(token);
        await UntilAsync(() => connector.State.IsConnected);
    }

    [Fact]
    public async Task A_self_signed_certificate_that_the_administrator_put_into_the_list_is_meant()
    {
        using var own = TestAuthority.SelfSigned();
        _front.Certificate = own;
        await File.AppendAllTextAsync(TrustList, "\n" + own.ExportCertificatePem());
        await RegisterAsync(await BeginAsync());
    }

    [Fact]
    public async Task A_list_of_ones_own_takes_the_place_of_the_managed_one()
    {
        var token = await BeginAsync();
        var managed = await Should.ThrowAsync<ConnectorException>(() => RegisterAsync(token, trustList: null));
        managed.Message.ShouldContain("name a file with it as Connector:TrustedRootsFile");
        await RegisterAsync(token);
    }

    [Theory]
    [InlineData(null, "cannot be used")]
    [InlineData("nothing", "holds no certificate")]
    public async Task A_list_that_cannot_be_read_is_named(string? content, string reason)
    {
        var file = Path.Combine(_folder, "wrong.pem");
        if (content is not null)
            await File.WriteAllTextAsync(file, content);
        var token = await BeginAsync();
        var refused = await Should.ThrowAsync<ConnectorException>(() => RegisterAsync(token, file));
        refused.Message.ShouldContain($"Connector:TrustedRootsFile {reason}");
    }

    private string TrustList => Path.Combine(_folder, "roots.pem");

    private X509Certificate2 Wrong(string kind, TestAuthority other) => kind switch
    {
        "self-signed" => TestAuthority.SelfSigned(),
        "expired" => _authority.Sign(validDays: -1),
        "other name" => _authority.Sign("elsewhere.company.com"),
        _ => other.Sign(),
    };

    private async Task<string> BeginAsync()
    {
        var answer = await gateway.Admin.PostAsJsonAsync("/api/connectors", new { host = Host });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    private Task<string> RegisterAsync(string token) => RegisterAsync(token, TrustList);

    private Task<string> RegisterAsync(string token, string? trustList) => Registrar.RegisterAsync(
        _front.Address, token, new ConnectorOptions { DataDirectory = Path.Combine(_folder, "connector"), TrustedRootsFile = trustList }, TimeProvider.System, default, keySize: 2048);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (!condition())
            await Task.Delay(20, deadline.Token);
    }
}
