using HybridCalendar.Clients.Connectors;
using HybridCalendar.Grains.Connectors;

namespace HybridCalendar.Gateway.Connectors;

/// <summary>What a connector says on the link, as its grain keeps it, and back.</summary>
internal static class LinkReports
{
    private const int MostAlarms = 50;
    private const int LongestText = 500;

    public static ConnectorReport ToReport(LinkFrame.Heartbeat beat) => new()
    {
        Health = ToGrain(beat.Health),
        Version = Cut(beat.Version),
        Alarms = beat.Alarms.Take(MostAlarms).Select(alarm => new ConnectorAlarm(Cut(alarm.Code), ToGrain(alarm.Severity), Cut(alarm.Text), alarm.Since)).ToList(),
    };

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

    private static AlarmSeverity ToGrain(LinkSeverity severity) => severity switch
    {
        LinkSeverity.Warning => AlarmSeverity.Warning,
        LinkSeverity.Error => AlarmSeverity.Error,
        _ => AlarmSeverity.Critical,
    };

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
