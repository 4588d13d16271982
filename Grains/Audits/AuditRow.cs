namespace HybridCalendar.Grains.Audits;

/// <summary>What an administrator did.</summary>
public sealed record AuditRow
{
    /// <summary>Later rows have greater ids.</summary>
    public string Id { get; init; } = "";

    /// <summary>UTC milliseconds since 1970.</summary>
    public long At { get; init; }

    /// <summary>The administrator's name as his issuer gave it, or that it was the local key.</summary>
    public string Who { get; init; } = "";

    /// <summary>What was done, such as <c>user.set</c>.</summary>
    public string Action { get; init; } = "";

    /// <summary>What it was done to: a mail address, an id; empty for the organization.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The settings before, JSON; null when there were none.</summary>
    public string? Was { get; init; }

    /// <summary>The settings after, JSON; null when there are none.</summary>
    public string? Becomes { get; init; }

    /// <summary>Whether the settings lie in clear: a version before sealing wrote them, and the log is never rewritten.</summary>
    public bool IsClear { get; init; }

    /// <summary>Whether the call failed, so that nobody knows whether it was done.</summary>
    public bool OutcomeUnknown { get; init; }
}
