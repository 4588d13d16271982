using System.Diagnostics.Metrics;

namespace HybridCalendar.Gateway.Notifications;

/// <summary>
/// Counts what Graph posted, by result; and says in the log, at most once a minute, that somebody posts what is not Graph's.
/// </summary>
internal sealed partial class NotificationMeter : IDisposable
{
    public const string MeterName = "HybridCalendar.Gateway";
    private static readonly TimeSpan AlarmPause = TimeSpan.FromMinutes(1);
    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _notifications;
    private readonly Counter<long> _refusedRequests;
    private readonly TimeProvider _time;
    private readonly ILogger<NotificationMeter> _log;
    private long _lastAlarm = long.MinValue;
    private long _untold;

    public NotificationMeter(TimeProvider time, ILogger<NotificationMeter> log)
    {
        (_time, _log) = (time, log);
        _notifications = _meter.CreateCounter<long>("hybridcalendar.notifications", "{notification}", "Notifications received, by result.");
        _refusedRequests = _meter.CreateCounter<long>("hybridcalendar.notification.refusals", "{request}", "Requests not answered with 202, by reason.");
    }

    public void CountAccepted(int count) => Count(count, "accepted");

    public void CountDropped(int malformed, int unknown, int forged, int unproved)
    {
        Count(malformed, "malformed");
        Count(unknown, "unknown_subscription");
        Count(forged, "wrong_client_state");
        Count(unproved, "invalid_validation_token");
        if (forged + unproved > 0)
            Alarm(forged + unproved);
    }

    public void CountUnreadable() => _refusedRequests.Add(1, new KeyValuePair<string, object?>("reason", "unreadable"));

    public void CountPostponed() => _refusedRequests.Add(1, new KeyValuePair<string, object?>("reason", "postponed"));

    public void Dispose() => _meter.Dispose();

    private void Count(int count, string result)
    {
        if (count > 0)
            _notifications.Add(count, new KeyValuePair<string, object?>("result", result));
    }

    private void Alarm(int count)
    {
        var untold = Interlocked.Add(ref _untold, count);
        var last = Interlocked.Read(ref _lastAlarm);
        var now = _time.GetTimestamp();
        if (last != long.MinValue && _time.GetElapsedTime(last, now) < AlarmPause)
            return;
        if (Interlocked.CompareExchange(ref _lastAlarm, now, last) != last)
            return;
        Interlocked.Add(ref _untold, -untold);
        LogForged(_log, untold);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} notifications were dropped because they do not prove that Graph sent them")]
    private static partial void LogForged(ILogger logger, long count);
}
