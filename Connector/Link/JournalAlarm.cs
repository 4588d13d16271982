using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Answers;

namespace HybridCalendar.Connector.Link;

/// <summary>Tells that answers cannot be kept, and tries until they can.</summary>
internal sealed class JournalAlarm(AnswerJournal journal, AlarmBoard alarms, TimeProvider time)
{
    private const string Code = "journal";

    /// <summary>A disk that fills while nothing is asked is found before something is.</summary>
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);
    private DateTimeOffset _lookedAt = time.GetUtcNow();

    public void Look()
    {
        var now = time.GetUtcNow();
        if (!journal.IsWritable || now - _lookedAt >= s_period)
        {
            journal.TryWrite();
            _lookedAt = now;
        }
        if (journal.IsWritable)
            alarms.Clear(Code);
        else
            alarms.Raise(Code, LinkSeverity.Critical, "The connector cannot write to its data directory, and does nothing until it can: see whether the disk is full.");
    }
}
