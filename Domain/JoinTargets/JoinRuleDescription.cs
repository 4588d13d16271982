namespace HybridCalendar.Domain.JoinTargets;

/// <summary>A join rule as administrators see it.</summary>
/// <param name="Id">Its name, which results and timelines show.</param>
/// <param name="Kind"><c>link</c>, <c>address</c> or <c>text</c>.</param>
/// <param name="Platform">Whose meetings it finds.</param>
/// <param name="Hosts">Where links lead, or addresses are; empty for a rule about text.</param>
/// <param name="Pattern">The regular expression over path, user or text; null for any.</param>
/// <param name="Enabled">Whether it is in force.</param>
/// <param name="IsOwn">Whether the organization added it.</param>
/// <param name="Note">For readers; null for none.</param>
public sealed record JoinRuleDescription(
    string Id, string Kind, string Platform, IReadOnlyList<string> Hosts, string? Pattern, bool Enabled, bool IsOwn, string? Note);
