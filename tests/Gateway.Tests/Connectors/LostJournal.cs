namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>A connector's journal can neither be read nor written, as on a disk that is away.</summary>
internal sealed class LostJournal(string folder) : JournalFault(folder, "ALTER TABLE answers RENAME TO lost", "ALTER TABLE lost RENAME TO answers");
