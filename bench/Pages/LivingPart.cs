namespace HybridCalendar.Bench.Pages;

/// <summary>What has more than a row in the lists: settings, a calendar that was read, a timeline.</summary>
/// <param name="Rooms">Mail addresses.</param>
/// <param name="Users">Mail addresses.</param>
/// <param name="Devices">Ids.</param>
/// <param name="Meetings">Their iCalUIds.</param>
/// <param name="Connector">A connector's id.</param>
/// <param name="Import">The id of an import with many problems.</param>
/// <param name="AuditRow">A row of the audit log with many before and after it.</param>
internal sealed record LivingPart(
    IReadOnlyList<string> Rooms, IReadOnlyList<string> Users, IReadOnlyList<string> Devices, IReadOnlyList<string> Meetings, string Connector, string Import, string AuditRow);
