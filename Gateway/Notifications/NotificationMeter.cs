using System.Diagnostics.Metrics;

namespace HybridCalendar.Gateway.Notifications;

/// <summary>
/// Counts what Graph posted, by result; and says in the log, at most once a minute, that somebody posts what is not Graph's or
/// cannot be opened.
/// </summary>
internal sealed partial class NotificationMeter : IDisposable
{
    public const string MeterName = "HybridCalendar.Gateway";
    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _notifications;
    private readonly Counter<long> _refusedRequests;
    private readonly ILogger<NotificationMeter> _log;
    private readonly RareAlarm _forged;
    private readonly RareAlarm _unopened;

    public NotificationMeter(TimeProvider time, ILogger<NotificationMeter> log)
    {
        (_log, _forged, _unopened) = (log, new RareAlarm(time), new RareAlarm(time));
        _notifications = _meter.CreateCounter<long>("hybridcalendar.notifications", "{notification}", "Notifications received, by result.");
        _refusedRequests = _meter.CreateCounter<long>("hybridcalendar.notification.refusals", "{request}", "Requests not answered with 202, by reason.");
    }

    public void CountAccepted(int count) => Count(count, "accepted");

    public void CountDropped(int malformed, int unknown, int forged, int unproved, int unopened)
    {
        Count(malformed, "malformed");
        Count(unknown, "unknown_subscription");
        Count(forged, "wrong_client_state");
        Count(unproved, "invalid_validation_token");
        Count(unopened, "unreadable_content");
        if (_forged.Add(forged + unproved) is > 0 and var untrue)
            LogForged(_log, untrue);
        if (_unopened.Add(unopened) is > 0 and var closed)
            LogUnopened(_log, closed);
    }

    public void CountUnreadable() => _refusedRequests.Add(1, new KeyValuePair<string, object?>("reason", "unreadable"));

    public void CountPostponed() => _refusedRequests.Add(1, new KeyValuePair<string, object?>("reason", "postponed"));

    public void Dispose() => _meter.Dispose();

    private void Count(int count, string result)
    {
        if (count > 0)
            _notifications.Add(count, new KeyValuePair<string, object?>("result", result));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} notifications were dropped because they do not prove that Graph sent them")]
    private static partial void LogForged(ILogger logger, long count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} notifications were dropped because their content cannot be opened; "
        + "after a change of the certificate the former one belongs into Mailboxes:FormerEncryptionCertificates for a day")]
    private static partial void LogUnopened(ILogger logger, long count);
}
