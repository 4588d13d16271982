using System.Collections.Concurrent;
using HybridCalendar.Clients.Connectors;

namespace HybridCalendar.Connector.Link;

/// <summary>What an administrator should know at the moment. Whoever finds something wrong raises it, and clears it when it is right again.</summary>
public sealed class AlarmBoard(TimeProvider time)
{
    /// <summary>A request could not be done by a fault of the connector's own.</summary>
    public const string RequestFailed = "request-failed";

    private readonly ConcurrentDictionary<string, LinkAlarm> _alarms = new();

    public IReadOnlyList<LinkAlarm> Alarms => [.. _alarms.Values.OrderBy(alarm => alarm.Since).ThenBy(alarm => alarm.Code, StringComparer.Ordinal)];

    /// <summary>How the connector is by its alarms.</summary>
    public LinkHealth Health => _alarms.IsEmpty ? LinkHealth.Operational : _alarms.Values.Max(alarm => alarm.Severity) switch
    {
        LinkSeverity.Critical => LinkHealth.Outage,
        LinkSeverity.Error => LinkHealth.Impaired,
        _ => LinkHealth.Operational,
    };

    /// <summary>Raises an alarm, or changes its text; it keeps the time since when it stands.</summary>
    /// <param name="code">The same for the same thing.</param>
    /// <param name="severity">How bad it is.</param>
    /// <param name="text">What to do, without any meeting's content.</param>
    public void Raise(string code, LinkSeverity severity, string text) =>
        _alarms.AddOrUpdate(code, _ => new LinkAlarm(code, severity, text, time.GetUtcNow()), (_, before) => before with { Severity = severity, Text = text });

    public void RaiseRequestFailed(Exception failure) =>
        Raise(RequestFailed, LinkSeverity.Error, $"A request could not be done ({failure.GetType().Name}). The log tells more.");

    public void Clear(string code) => _alarms.TryRemove(code, out _);
}
