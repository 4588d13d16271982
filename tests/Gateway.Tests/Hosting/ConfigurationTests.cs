using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Hosting;

namespace HybridCalendar.Gateway.Tests.Hosting;

/// <summary>A wrong setting stops the start and is named.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"gateway-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("--Gateway:PublicUrl=", "Gateway:PublicUrl")]
    [InlineData("--Gateway:PublicUrl=http://calendar.company.com", "Gateway:PublicUrl")]
    [InlineData("--Gateway:PublicUrl=https://calendar.company.com/?a=1", "Gateway:PublicUrl")]
    [InlineData("--Gateway:PublicAddress=x", "PublicAddress")]
    [InlineData("--Gateway:TrustedProxies:0=proxy", "Gateway:TrustedProxies")]
    [InlineData("--Gateway:UnknownSubscriptionsPerSecond=0", "Gateway:UnknownSubscriptionsPerSecond")]
    [InlineData("--Gateway:ApiRequestsPerMinute=0", "Gateway:ApiRequestsPerMinute")]
    [InlineData("--Gateway:SignInsPerMinute=1000001", "Gateway:SignInsPerMinute")]
    [InlineData("--Admin:Authority=https://login.example", "Admin:Audience")]
    [InlineData("--Admin:Authority=http://login.example", "Admin:Authority")]
    [InlineData("--Admin:ClientId=pages", "Admin:Authority")]
    [InlineData("--Cluster:Address=silo-1", "Cluster:Address")]
    [InlineData("--Cluster:Address=0.0.0.0", "Cluster:Address")]
    [InlineData("--Cluster:SiloPort=eleven", "Cluster:SiloPort")]
    [InlineData("--Cluster:SiloPort=0", "Cluster:SiloPort")]
    [InlineData("--Cluster:GatewayPort=65536", "Cluster:GatewayPort")]
    [InlineData("--Cluster:GatewayPort=11111", "Cluster:GatewayPort")]
    [InlineData("--Cluster:ClusterId=", "Cluster:ClusterId")]
    [InlineData("--Cluster:Connection=Host=db", "Connection")]
    [InlineData("--Cluster:StrongDirectory=perhaps", "Cluster:StrongDirectory")]
    [InlineData("--Cluster:ConnectionString=postgresql://db/calendar", "Cluster:ConnectionString")]
    [InlineData("--Cluster:ConnectionString=Username=calendar", "Cluster:ConnectionString")]
    [InlineData("--Organization:Id=A B", "Organization")]
    [InlineData("--JoinRules:File=/nowhere/rules.json", "JoinRules:File")]
    [InlineData("--Telemetry:OtlpEndpoint=collector", "Telemetry:OtlpEndpoint")]
    [InlineData("--Office365:TenantId=", "Office365:TenantId")]
    [InlineData("--Mailboxes:EncryptionCertificatePath=/nowhere/key.pfx", "Mailboxes:EncryptionCertificatePath")]
    [InlineData("--Mailboxes:FormerEncryptionCertificates:0:Path=/nowhere/key.pfx", "Mailboxes:FormerEncryptionCertificates:0:Path")]
    [InlineData("--Mailboxes:SubscriptionLifetime=00:45:00", "Mailboxes:ReconcilePeriod")]
    [InlineData("--Mailboxes:SubscriptionLifetime=8.00:00:00", "SubscriptionLifetime")]
    public async Task It_names_the_setting(string wrong, string named)
    {
        var failure = await Should.ThrowAsync<Exception>(async () =>
        {
            await using var app = GatewayApp.Build([.. GatewayHost.Settings(_folder), wrong]);
            await app.StartAsync();
        });
        ConfigurationProblems.Of(failure).ShouldHaveSingleItem().ShouldContain(named);
    }

    [Fact]
    public void A_connection_string_that_cannot_be_read_is_not_repeated()
    {
        string[] settings = [.. GatewayHost.Settings(_folder), "--Cluster:ConnectionString=Host=db;Port=x;Password=open-sesame"];
        var failure = Should.Throw<ConfigurationProblemException>(() => GatewayApp.Build(settings));
        failure.Message.ShouldNotContain("sesame");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void A_silo_needs_a_database(string? connection)
    {
        var options = new ClusterOptions { ConnectionString = connection };
        Should.Throw<ConfigurationProblemException>(() => ClusterSettings.RequireDatabase(options)).Message.ShouldContain("Cluster:ConnectionString");
    }
}
