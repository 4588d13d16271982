using HybridCalendar.Clients.Connectors;
using HybridCalendar.Grains.Connectors;

namespace HybridCalendar.Gateway.Connectors;

/// <summary>What a connector says on the link, as its grain keeps it, and back.</summary>
internal static class LinkReports
{
    private const int MostAlarms = 50;
    private const int MostCertificates = 30;
    private const int MostResults = 100;
    private const int LongestText = 500;

    public static ConnectorReport ToReport(LinkFrame.Heartbeat beat) => new()
    {
        Health = ToGrain(beat.Health),
        Version = Cut(beat.Version),
        Alarms = beat.Alarms.Take(MostAlarms).Select(alarm => new ConnectorAlarm(Cut(alarm.Code), ToGrain(alarm.Severity), Cut(alarm.Text), alarm.Since)).ToList(),
        Certificates = (beat.Certificates ?? []).Take(MostCertificates).Select(ToGrain).ToList(),
        Tms = beat.Tms is not { } tms ? null : new ConnectorTmsLink
        {
            Address = Cut(tms.Address), Account = Cut(tms.Account), SignIn = Cut(tms.SignIn), TrustedAuthorities = tms.TrustedAuthorities is { } file ? Cut(file) : null,
            SourceId = Cut(tms.SourceId), BookingWindowDays = tms.BookingWindowDays, TelephoneNumbers = tms.TelephoneNumbers,
        },
    };

    public static IReadOnlyList<ConnectorTestResult> ToResults(LinkFrame.Tested tested) =>
        tested.Results.Take(MostResults).Select(result => new ConnectorTestResult(Cut(result.Name), ToGrain(result.State), Cut(result.Text))).ToList();

    public static Readiness ToReadiness(LinkFrame.Heartbeat beat) => beat switch
    {
        { MayServe: false } => Readiness.OutOfService,
        { Health: not LinkHealth.Outage } => Readiness.Ready,
        { HasStoodDown: true } => Readiness.StoodDown,
        _ => Readiness.Unable,
    };

    public static LinkHealth ToLink(ConnectorHealth health) => health switch
    {
        ConnectorHealth.Operational => LinkHealth.Operational,
        ConnectorHealth.Impaired => LinkHealth.Impaired,
        ConnectorHealth.Maintenance => LinkHealth.Maintenance,
        _ => LinkHealth.Outage,
    };

    private static ConnectorHealth ToGrain(LinkHealth health) => health switch
    {
        LinkHealth.Operational => ConnectorHealth.Operational,
        LinkHealth.Impaired => ConnectorHealth.Impaired,
        LinkHealth.Maintenance => ConnectorHealth.Maintenance,
        _ => ConnectorHealth.Outage,
    };

    private static ConnectorCertificate ToGrain(LinkCertificate certificate) => new(
        certificate.Use switch
        {
            LinkCertificateUse.Tms => CertificateUse.Tms,
            LinkCertificateUse.TmsAuthority => CertificateUse.TmsAuthority,
            LinkCertificateUse.Gateway => CertificateUse.Gateway,
            _ => CertificateUse.GatewayAuthority,
        },
        Cut(certificate.Subject), Cut(certificate.Issuer), certificate.NotBefore, certificate.NotAfter);

    private static TestState ToGrain(LinkTestState state) => state switch
    {
        LinkTestState.Good => TestState.Good,
        LinkTestState.Warning => TestState.Warning,
        _ => TestState.Bad,
    };

    private static AlarmSeverity ToGrain(LinkSeverity severity) => severity switch
    {
        LinkSeverity.Warning => AlarmSeverity.Warning,
        LinkSeverity.Error => AlarmSeverity.Error,
        _ => AlarmSeverity.Critical,
    };

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
