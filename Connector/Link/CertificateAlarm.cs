using System.Globalization;
using HybridCalendar.Clients.Connectors;

namespace HybridCalendar.Connector.Link;

/// <summary>Tells of certificates that end soon, while there is time to renew them.</summary>
internal sealed class CertificateAlarm(SeenCertificates certificates, AlarmBoard alarms, TimeProvider time)
{
    private static readonly TimeSpan s_ahead = TimeSpan.FromDays(30);

    public void Look()
    {
        var ending = certificates.All.Where(certificate => certificate.NotAfter <= time.GetUtcNow() + s_ahead)
            .GroupBy(certificate => certificate.Use).ToDictionary(uses => uses.Key, uses => uses.MinBy(certificate => certificate.NotAfter)!);
        foreach (var use in Enum.GetValues<LinkCertificateUse>())
        {
            if (ending.TryGetValue(use, out var certificate))
                alarms.Raise(CodeOf(use), LinkSeverity.Warning, Text(certificate));
            else
                alarms.Clear(CodeOf(use));
        }
    }

    private static string CodeOf(LinkCertificateUse use) => use switch
    {
        LinkCertificateUse.Tms => "certificate-tms",
        LinkCertificateUse.TmsAuthority => "certificate-tms-authority",
        LinkCertificateUse.Gateway => "certificate-gateway",
        _ => "certificate-gateway-authority",
    };

    private static string Text(LinkCertificate certificate) => certificate.Use switch
    {
        LinkCertificateUse.Tms => $"TMS's certificate counts until {End(certificate)}: have a new one installed on TMS before, signed by a trusted authority.",
        LinkCertificateUse.Gateway => $"The gateway's certificate counts until {End(certificate)}: have it renewed before.",
        LinkCertificateUse.TmsAuthority =>
            $"The authority {certificate.Subject}, trusted for TMS, counts until {End(certificate)}: trust its successor before, and take it off the trust list when TMS does not need it any more.",
        _ => $"The authority {certificate.Subject}, trusted for the gateway, counts until {End(certificate)}: trust its successor before, and take it off the trust list when the gateway does not need it any more.",
    };

    private static string End(LinkCertificate certificate) => certificate.NotAfter.ToString("u", CultureInfo.InvariantCulture);
}
