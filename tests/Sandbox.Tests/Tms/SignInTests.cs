using System.Net;
using System.Security.Authentication;
using HybridCalendar.Sandbox.Tms;

namespace HybridCalendar.Sandbox.Tests.Tms;

public sealed class SignInTests : TmsTestBase
{
    static SignInTests() => AppContext.SetSwitch("System.Net.Security.UseManagedNtlm", true);

    [Fact]
    public async Task Nobody_comes_in_without_a_name()
    {
        var refused = await Http.PostAsync(SoapClient.BookingPath, new StringContent(""));
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Headers.WwwAuthenticate.Select(one => one.Scheme).ShouldBe(["NTLM", "Basic"]);
        Options.Basic = false;
        (await Http.GetAsync(SoapClient.BookingPath)).Headers.WwwAuthenticate.Select(one => one.Scheme).ShouldBe(["NTLM"]);
        (await Should.ThrowAsync<HttpRequestException>(() => Tms.CallAsync("GetDefaultConference"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("CONTOSO", "svc-calendar", "sandbox", true)]
    [InlineData("", "svc-calendar", "sandbox", true)]
    [InlineData("CONTOSO", "svc-calendar", "wrong", false)]
    [InlineData("CONTOSO", "nobody", "sandbox", false)]
    public async Task Windows_sign_in_proves_the_password(string domain, string user, string password, bool comesIn)
    {
        Options.Basic = false;
        var cache = new CredentialCache { { Url, "NTLM", new NetworkCredential(user, password, domain) } };
        var tms = new SoapClient(Client(new SocketsHttpHandler { Credentials = cache })) { Version = 22 };
        if (comesIn)
        {
            // The second call goes over the connection that is signed in already.
            (await tms.CallAsync("GetDefaultConference")).El("GetDefaultConferenceResult").Val("OwnerUserName").ShouldBe(@"CONTOSO\svc-calendar");
            await tms.CallAsync("GetDefaultConference");
        }
        else
        {
            (await Should.ThrowAsync<HttpRequestException>(() => tms.CallAsync("GetDefaultConference"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Theory]
    [InlineData(TmsCertificateKind.CaSigned, true)]
    [InlineData(TmsCertificateKind.SelfSigned, false)]
    [InlineData(TmsCertificateKind.Expired, false)]
    [InlineData(TmsCertificateKind.WrongHost, false)]
    public async Task Its_certificate_can_be_wrong_in_each_way(TmsCertificateKind kind, bool isTrusted)
    {
        Options.Certificate = kind;
        using var http = Client(new System.Net.Http.SocketsHttpHandler());
        if (isTrusted)
            (await http.GetAsync("/sandbox/tms")).StatusCode.ShouldBe(HttpStatusCode.OK);
        else
            (await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync("/sandbox/tms"))).InnerException.ShouldBeOfType<AuthenticationException>();
    }

    [Fact]
    public async Task A_session_is_suggested_lives_47_minutes_and_is_renewed_in_the_17_after()
    {
        Tms.FollowsSessions = false;
        var draft = new Draft { Start = Start.AddHours(5) };
        async Task<SoapFaultException> RefusedAsync() => await Should.ThrowAsync<SoapFaultException>(() => SaveAsync(draft with { Title = "Other" }));

        var blank = await RefusedAsync();
        blank.Code.ShouldBe(-2147218247);
        Tms.Session = Guid.NewGuid().ToString();
        (await RefusedAsync()).Code.ShouldBe(-2147218253);
        Tms.Session = blank.Session!;
        await SaveAsync(draft);
        Tms.Session.ShouldBe(blank.Session);

        Clock.Advance(TimeSpan.FromMinutes(50));
        await SaveAsync(draft with { Start = Start.AddHours(7) });
        Tms.Session.ShouldNotBe(blank.Session);
        var renewed = Tms.Session;
        Clock.Advance(TimeSpan.FromMinutes(64));
        var expired = await RefusedAsync();
        expired.Code.ShouldBe(-2147218253);
        Tms.Session = expired.Session!;
        await SaveAsync(draft with { Start = Start.AddHours(9) });
        Tms.Session.ShouldNotBe(renewed);
        // Reading takes no licence.
        Tms.Session = "";
        await Tms.CallAsync("GetDefaultConference");
    }

    [Fact]
    public async Task Only_so_many_sessions_live_at_once()
    {
        Options.Sessions = 1;
        await SaveAsync(new Draft { Start = Start.AddHours(1) });
        var other = new SoapClient(Client(SandboxPremises.ServiceUser, SandboxPremises.ServicePassword)) { Version = 22 };
        (await Should.ThrowAsync<SoapFaultException>(() => other.CallAsync("GetTransactionsSince", SoapClient.Text("CurrentTransactionId", 0)))).Code.ShouldBe(-2147219503);
        Clock.Advance(TimeSpan.FromMinutes(65));
        await other.CallAsync("GetTransactionsSince", SoapClient.Text("CurrentTransactionId", 0));
    }
}
