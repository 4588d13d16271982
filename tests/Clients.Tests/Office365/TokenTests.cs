using System.Security.Cryptography.X509Certificates;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Tests.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Clients.Tests.Office365;

public sealed class TokenTests
{
    private const string Event = """{"id":"A"}""";

    [Fact]
    public async Task A_secret_gets_one_token_for_many_calls_and_a_new_one_before_it_ends()
    {
        await using var world = await GraphWorld.StartAsync(context => context.JsonAsync(Event));

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => world.Calendar.GetEventAsync(GraphWorld.Anna, "A")));
        world.Time.Advance(TimeSpan.FromMinutes(54));
        await world.Calendar.GetEventAsync(GraphWorld.Anna, "A");
        world.Graph.To("/token").Count.ShouldBe(1);
        world.Time.Advance(TimeSpan.FromMinutes(2));
        await world.Calendar.GetEventAsync(GraphWorld.Anna, "A");

        var form = QueryHelpers.ParseQuery(world.Graph.To("/token")[1].Body);
        form["grant_type"].ToString().ShouldBe("client_credentials");
        form["client_secret"].ToString().ShouldBe("secret");
        form["scope"].ToString().ShouldBe($"{world.Graph.Url}/.default");
        world.Graph.To("/token").Count.ShouldBe(2);
        world.Calls[^1].Headers["Authorization"].ShouldBe("Bearer t2");
    }

    /// <summary>Where the platform gives tokens stands in the environment, as Azure App Service sets it; no other test asks there.</summary>
    [Fact]
    public async Task A_managed_identity_asks_its_platform()
    {
        await using var platform = await HttpScript.StartAsync(context => context.Request.Headers["X-IDENTITY-HEADER"] == "proof"
            ? context.JsonAsync($$"""{"access_token":"from-platform","expires_on":"{{TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeSeconds()}}","resource":"{{context.Request.Query["resource"]}}","token_type":"Bearer"}""")
            : context.JsonAsync("{}", 401));
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", platform.Url + "/msi/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", "proof");
        try
        {
            await using var world = await GraphWorld.StartAsync(
                context => context.JsonAsync(Event), ("ClientSecret", null), ("UseManagedIdentity", "true"), ("AuthorityHost", "https://login.microsoftonline.com"));

            await world.Calendar.GetEventAsync(GraphWorld.Anna, "A");
            await world.Calendar.GetEventAsync(GraphWorld.Anna, "B");

            world.Calls.ShouldAllBe(call => call.Headers["Authorization"] == "Bearer from-platform");
            platform.Requests.ShouldHaveSingleItem().Query["resource"].ToString().ShouldBe(world.Graph.Url);
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }

    [Fact]
    public async Task A_certificate_signs_an_assertion_for_the_token_endpoint()
    {
        using var certificate = TestCertificates.Create();
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pfx");
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pkcs12, "pw"));
        try
        {
            await using var world = await GraphWorld.StartAsync(
                context => context.JsonAsync(Event), ("ClientSecret", null), ("CertificatePath", file), ("CertificatePassword", "pw"));

            await world.Calendar.GetEventAsync(GraphWorld.Anna, "A");

            var request = world.Graph.To("/token").ShouldHaveSingleItem();
            request.Path.ShouldBe($"/{GraphWorld.Tenant}/oauth2/v2.0/token");
            var form = QueryHelpers.ParseQuery(request.Body);
            form.ContainsKey("client_secret").ShouldBeFalse();
            form["client_assertion_type"].ToString().ShouldBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            var result = await new JsonWebTokenHandler().ValidateTokenAsync(form["client_assertion"], new TokenValidationParameters
            {
                ValidIssuer = GraphWorld.Client,
                ValidAudience = world.Graph.Url + request.Path,
                IssuerSigningKey = new X509SecurityKey(certificate),
                LifetimeValidator = (_, expires, _, _) => expires == world.Time.GetUtcNow().UtcDateTime.AddMinutes(5),
            });
            result.IsValid.ShouldBeTrue(result.Exception?.Message);
            result.Claims["sub"].ShouldBe(GraphWorld.Client);
            ((JsonWebToken)result.SecurityToken).GetHeaderValue<string>("x5t").ShouldBe(Base64UrlEncoder.Encode(certificate.GetCertHash()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("BaseUrl", "http://graph.contoso.example/v1.0", "Office365:BaseUrl must use https")]
    [InlineData("BaseUrl", "ftp://127.0.0.1", "Office365:BaseUrl must be an absolute https URL")]
    [InlineData("AuthorityHost", "http://login.contoso.example", "Office365:AuthorityHost must use https")]
    [InlineData("AuthorityHost", "https://login.microsoftonline.com", "Office365:ClientSecret is only for an AuthorityHost on this machine")]
    [InlineData("TenantId", " ", "Office365:TenantId is required")]
    [InlineData("ClientSecret", null, "set CertificatePath, CertificateThumbprint or UseManagedIdentity")]
    [InlineData("CertificatePath", "/x.pfx", "only one credential may be set, found CertificatePath and ClientSecret")]
    [InlineData("RequestsPerMailbox", "5", "Office365:RequestsPerMailbox must be between 1 and 4")]
    [InlineData("CallTimeout", "00:10:00", "Office365:CallTimeout must be between")]
    [InlineData("AttemptTimeout", "00:01:00", "Office365:AttemptTimeout must be between")]
    public void A_wrong_setting_is_named(string key, string? value, string message)
    {
        var settings = new Dictionary<string, string?>
        {
            ["O:BaseUrl"] = "http://127.0.0.1:5080/v1.0",
            ["O:AuthorityHost"] = "http://127.0.0.1:5080",
            ["O:TenantId"] = "t",
            ["O:ClientId"] = "c",
            ["O:ClientSecret"] = "s",
        };
        settings["O:" + key] = value;
        using var services = new ServiceCollection()
            .AddOffice365Client(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("O"))
            .BuildServiceProvider();

        var e = Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<Office365Options>>().Value);

        e.Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_opened_is_named()
    {
        await using var world = await GraphWorld.StartAsync(
            context => context.JsonAsync(Event), ("ClientSecret", null), ("CertificatePath", "/no/such/file.pfx"));

        Should.Throw<InvalidOperationException>(() => world.Calendar).Message.ShouldContain("Office365:CertificatePath '/no/such/file.pfx' cannot be opened");
    }
}
