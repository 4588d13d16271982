using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Sandbox.Tms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TmsServer = HybridCalendar.Connector.Tms.TmsServer;

namespace HybridCalendar.Connector.Tests.Tms;

/// <summary>Link the calendar connector to TMS: what is asked of the certificate, the account and the version.</summary>
public sealed class LinkToTmsTests : IAsyncLifetime
{
    private TmsSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await TmsSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("Basic", @"CONTOSO\connector")]
    [InlineData("Ntlm", @"CONTOSO\connector")]
    public async Task The_account_signs_in(string authentication, string user)
    {
        (_site.Tms.Basic, _site.Tms.Ntlm) = (authentication == "Basic", authentication == "Ntlm");

        var known = await LinkAsync(("Tms:Authentication", authentication), ("Tms:UserName", user));

        known.Version.ShouldBe(22);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Ntlm")]
    public async Task A_wrong_password_is_named(string authentication)
    {
        var refused = await RefusedAsync(("Tms:Authentication", authentication), ("Tms:Password", "wrong"));

        refused.Reason.ShouldBe(ConferenceReason.SignIn);
        refused.IsTransient.ShouldBeFalse();
        refused.Message.ShouldContain("password");
    }

    [Fact]
    public async Task An_account_for_NTLM_is_not_sent_to_a_TMS_that_asks_for_Basic()
    {
        (_site.Tms.Basic, _site.Tms.Ntlm) = (true, false);

        (await RefusedAsync(("Tms:Authentication", "Ntlm"))).Message.ShouldContain("it offers Basic");
    }

    [Fact]
    public async Task A_sign_in_that_was_lost_is_made_again()
    {
        (_site.Tms.Basic, _site.Tms.Ntlm) = (false, true);
        await _site.BreakAsync("Unauthorized");

        (await LinkAsync(("Tms:Authentication", "Ntlm"))).Version.ShouldBe(22);
    }

    [Theory]
    [InlineData(TmsCertificateKind.SelfSigned, "does not support self-signed certificates")]
    [InlineData(TmsCertificateKind.Expired, "not valid today")]
    [InlineData(TmsCertificateKind.WrongHost, "not for localhost")]
    public async Task A_certificate_that_is_not_acceptable_is_refused_with_the_reason(TmsCertificateKind kind, string reason)
    {
        _site.Tms.Certificate = kind;

        var refused = await RefusedAsync();

        refused.Reason.ShouldBe(ConferenceReason.Certificate);
        refused.Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_self_signed_certificate_is_refused_also_when_somebody_trusts_it()
    {
        _site.Tms.Certificate = TmsCertificateKind.SelfSigned;
        await _site.TrustAsync(await CertificateAsync());

        (await RefusedAsync()).Message.ShouldContain("does not support self-signed certificates");
    }

    [Fact]
    public async Task An_authority_that_this_machine_does_not_know_is_refused() =>
        (await RefusedAsync(("Tms:TrustedAuthorities", null))).Message.ShouldContain("authority that is not trusted");

    [Fact]
    public async Task A_TMS_below_15_9_is_refused()
    {
        _site.Tms.ApiVersion = 9;

        var refused = await RefusedAsync();

        refused.Reason.ShouldBe(ConferenceReason.TooOld);
        refused.Message.ShouldContain("TMS 15.9 or later is required");
    }

    [Fact]
    public async Task No_newer_version_is_announced_than_TMS_has()
    {
        _site.Tms.ApiVersion = 20;

        (await LinkAsync()).Version.ShouldBe(20);
    }

    [Fact]
    public async Task A_TMS_that_does_not_tell_its_version_is_taken_for_what_the_setting_says()
    {
        _site.Tms.TellsVersion = false;

        (await RefusedAsync()).Message.ShouldContain("set Tms:ApiVersion");
        (await LinkAsync(("Tms:ApiVersion", "21"))).Version.ShouldBe(21);

        _site.Tms.TellsVersion = true;
        (await LinkAsync(("Tms:ApiVersion", "21"))).Version.ShouldBe(22);
    }

    [Theory]
    [InlineData("Tms:ApiVersion", "19", "Tms:ApiVersion")]
    [InlineData("Tms:Url", "http://tms.example.com", "https")]
    [InlineData("Tms:Url", null, "https")]
    [InlineData("Tms:UserName", "", "Tms:UserName")]
    [InlineData("Tms:TrustedAuthorities", "/no/such/file.pem", "Tms:TrustedAuthorities")]
    [InlineData("Tms:ParallelCalls", "0", "Tms:ParallelCalls")]
    [InlineData("Tms:BookingWindowDays", "0", "Tms:BookingWindowDays")]
    [InlineData("Tms:CallTimeout", "01:00:00", "Tms:CallTimeout")]
    public void A_wrong_setting_is_named(string key, string? value, string name)
    {
        using var services = _site.Services((key, value));

        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<TmsServer>()).Message.ShouldContain(name);
    }

    [Fact]
    public async Task An_address_that_is_no_TMS_is_named() =>
        (await RefusedAsync(("Tms:Url", new Uri(_site.Url, "/elsewhere").AbsoluteUri))).Message.ShouldContain("no Booking API");

    [Fact]
    public async Task A_TMS_that_does_not_answer_in_time_is_given_up()
    {
        await _site.BreakAsync("Delay", "GetDefaultConference", delayMs: 3_600_000);

        using var services = _site.Services();
        var call = services.GetRequiredService<TmsServer>().GetAsync(TestContext.Current.CancellationToken);
        while (!call.IsCompleted)
        {
            _site.Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.WhenAny(call, Task.Delay(50, TestContext.Current.CancellationToken));
        }
        var refused = await Should.ThrowAsync<TmsException>(() => call);
        refused.IsTransient.ShouldBeTrue();
        refused.Message.ShouldContain("did not answer");
    }

    private async Task<TmsServer.Known> LinkAsync(params (string, string?)[] settings)
    {
        await using var services = _site.Services(settings);
        return await services.GetRequiredService<TmsServer>().GetAsync(TestContext.Current.CancellationToken);
    }

    private Task<TmsException> RefusedAsync(params (string, string?)[] settings) => Should.ThrowAsync<TmsException>(() => LinkAsync(settings));

    private async Task<X509Certificate2> CertificateAsync()
    {
        X509Certificate2? seen = null;
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _site.Url.Port);
        await using var tls = new SslStream(socket.GetStream());
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, certificate, _, _) => Keep(certificate!),
        };
        await Should.ThrowAsync<System.Security.Authentication.AuthenticationException>(() => tls.AuthenticateAsClientAsync(options));
        return seen!;

        bool Keep(X509Certificate certificate)
        {
            seen = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
            return false;
        }
    }
}
