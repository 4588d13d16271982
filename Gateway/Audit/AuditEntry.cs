using System.Text.Json;
using HybridCalendar.Grains.Audits;

namespace HybridCalendar.Gateway.Audit;

/// <summary>A row of the audit log as it is shown.</summary>
/// <param name="Id">Greater than those of all earlier rows.</param>
/// <param name="At">UTC.</param>
/// <param name="Who">The administrator's name as his issuer gave it; <c>local key</c> for whoever has that.</param>
/// <param name="Action">What was done, such as <c>user.set</c>.</param>
/// <param name="Subject">What it was done to; empty for the organization.</param>
/// <param name="Before">The settings before; null when there were none, or when none were changed.</param>
/// <param name="After">The settings after; null when there are none, or when none were changed.</param>
/// <param name="OutcomeUnknown">True when the call failed, so that nobody knows whether it was done.</param>
/// <param name="StoredInClear">True when a version before sealing wrote the settings, which lie in the database as they are since.</param>
public sealed record AuditEntry(
    string Id, DateTimeOffset At, string Who, string Action, string Subject, JsonElement? Before, JsonElement? After, bool OutcomeUnknown,
    bool StoredInClear)
{
    public static AuditEntry Of(AuditRow row) =>
        new(
        row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Who, row.Action, row.Subject, Parse(row.Was), Parse(row.Becomes), row.OutcomeUnknown, row.IsClear);

    private static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);
}
