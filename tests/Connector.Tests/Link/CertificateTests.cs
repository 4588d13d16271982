using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Link;
using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Sandbox.Time;
using HybridCalendar.Sandbox.Tms;
using Microsoft.Extensions.DependencyInjection;
using TmsServer = HybridCalendar.Connector.Tms.TmsServer;

namespace HybridCalendar.Connector.Tests.Link;

/// <summary>What the connector tells of certificates, and when it warns.</summary>
public sealed class CertificateTests : IAsyncLifetime
{
    private TmsSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await TmsSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_certificate_of_TMS_and_the_authority_that_vouches_for_it_are_told()
    {
        var seen = await SeeAsync();

        seen.All.Select(certificate => certificate.Use).ShouldBe([LinkCertificateUse.Tms, LinkCertificateUse.TmsAuthority]);
        var (tms, authority) = (seen.All[0], seen.All[1]);
        tms.Issuer.ShouldBe(authority.Subject);
        tms.NotAfter.ShouldBeLessThan(authority.NotAfter);
        tms.NotBefore.ShouldBeLessThan(tms.NotAfter);
    }

    [Fact]
    public async Task A_warning_stands_from_30_days_before_the_end_until_a_new_certificate_is_seen()
    {
        var seen = await SeeAsync();
        var end = seen.All[0].NotAfter;
        var clock = new VirtualClock(runs: false, end - TimeSpan.FromDays(31));
        var alarms = new AlarmBoard(clock);
        var alarm = new CertificateAlarm(seen, alarms, clock);
        alarm.Look();
        alarms.Alarms.ShouldBeEmpty();

        clock.Advance(TimeSpan.FromDays(1));
        alarm.Look();

        var raised = alarms.Alarms.ShouldHaveSingleItem();
        (raised.Code, raised.Severity).ShouldBe(("certificate-tms", LinkSeverity.Warning));
        raised.Text.ShouldContain($"{end:u}");
        // It works until then.
        alarms.Health.ShouldBe(LinkHealth.Operational);

        var authority = seen.All[1].NotAfter;
        clock.Advance(authority - clock.GetUtcNow());
        alarm.Look();
        alarms.Alarms.Select(one => one.Code).Order().ShouldBe(["certificate-tms", "certificate-tms-authority"]);

        clock = new VirtualClock(runs: false, end - TimeSpan.FromDays(200));
        new CertificateAlarm(seen, alarms, clock).Look();
        alarms.Alarms.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_that_is_refused_is_told_too()
    {
        _site.Tms.Certificate = TmsCertificateKind.Expired;
        var connector = _site.Connector();
        await Should.ThrowAsync<TmsException>(() => connector.GetRequiredService<TmsServer>().GetAsync(TestContext.Current.CancellationToken));

        var seen = connector.GetRequiredService<SeenCertificates>().All[0];

        seen.Use.ShouldBe(LinkCertificateUse.Tms);
        seen.NotAfter.ShouldBeLessThan(TimeProvider.System.GetUtcNow());
    }

    private async Task<SeenCertificates> SeeAsync()
    {
        var connector = _site.Connector();
        await connector.GetRequiredService<TmsServer>().GetAsync(TestContext.Current.CancellationToken);
        return connector.GetRequiredService<SeenCertificates>();
    }
}
