using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Answers;

namespace HybridCalendar.Connector.Link;

/// <summary>Tells that answers cannot be kept, and tries until they can.</summary>
internal sealed class JournalAlarm(AnswerJournal journal, AlarmBoard alarms)
{
    private const string Code = "journal";

    public void Look()
    {
        if (!journal.IsWritable)
            journal.TryWrite();
        if (journal.IsWritable)
            alarms.Clear(Code);
        else
            alarms.Raise(Code, LinkSeverity.Critical, "The connector cannot write to its data directory, and does nothing until it can: see whether the disk is full.");
    }
}
