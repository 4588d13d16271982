namespace HybridCalendar.Grains.Connectors;

/// <summary>
/// What an administrator has to mend of requests on their way. An alarm keeps the time since when it stands; in memory, so after a restart it stands since then.
/// </summary>
internal sealed class PoolAlarms
{
    private IReadOnlyList<ConnectorAlarm> _all = [];

    /// <param name="lost">Requests whose key is lost.</param>
    /// <param name="deaf">How many askers do not take what they are told.</param>
    /// <param name="elsewhere">The connectors that must not serve, as they lead elsewhere.</param>
    /// <param name="last">The connector that served last.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<ConnectorAlarm> Find(IEnumerable<RequestRow> lost, int deaf, IReadOnlyList<string> elsewhere, string? last, DateTimeOffset now)
    {
        (string Code, AlarmSeverity Severity, string? Text)[] found =
        [
            ("key-lost", AlarmSeverity.Critical, OfLost(lost)), ("tms-differs", AlarmSeverity.Error, OfElsewhere(elsewhere, last)), ("answers-not-taken", AlarmSeverity.Error, OfDeaf(deaf)),
        ];
        return _all =
        [
            .. found.Where(one => one.Text is not null)
                .Select(one => new ConnectorAlarm(one.Code, one.Severity, one.Text!, _all.FirstOrDefault(before => before.Code == one.Code)?.Since ?? now)),
        ];
    }

    private static string? OfLost(IEnumerable<RequestRow> lost)
    {
        var keys = lost.CountBy(row => row.KeyId).OrderBy(rows => rows.Key, StringComparer.Ordinal).ToList();
        return keys.Count == 0
            ? null
            : $"The organization key {string.Join(", ", keys.Select(rows => rows.Key))} is lost, with {keys.Sum(rows => rows.Value)} request(s) to TMS, and perhaps with what is "
                + "stored of the meetings that asked. Bring its row in organization_keys back from a backup; the meetings are told once an hour, and ask anew.";
    }

    private static string? OfElsewhere(IReadOnlyList<string> connectors, string? last) => connectors.Count == 0
        ? null
        : $"The connector {string.Join(", ", connectors)} has another Tms:Url or Tms:SourceId than {last}, which served last, and would book everything a second time: it is given no requests. "
            + "Make the settings of both alike, or remove the connector that is not used any more.";

    private static string? OfDeaf(int deaf) => deaf == 0
        ? null
        : $"{deaf} meeting(s) do not take what came of their requests to TMS: what is stored of them cannot be read or written. The log tells what fails; they are told once an hour.";
}
