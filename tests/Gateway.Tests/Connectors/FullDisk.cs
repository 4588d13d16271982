namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>A connector's journal takes no new row, as on a full disk.</summary>
internal sealed class FullDisk(string folder) : JournalFault(
    folder, "CREATE TRIGGER full_disk BEFORE INSERT ON answers BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END", "DROP TRIGGER full_disk");
