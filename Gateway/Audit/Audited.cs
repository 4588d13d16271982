namespace HybridCalendar.Gateway.Audit;

/// <summary>Names what a call does, for the audit log.</summary>
/// <param name="Action">Such as <c>user.set</c>.</param>
internal sealed record Audited(string Action);
