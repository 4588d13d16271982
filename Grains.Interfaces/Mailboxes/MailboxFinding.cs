using HybridCalendar.Domain.Health;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>A <see cref="HealthFinding"/> with its time.</summary>
/// <param name="Code">Which kind.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">What was seen, what follows from it, what to do.</param>
/// <param name="Command">The PowerShell command that mends it, one statement a line; null when no command does.</param>
/// <param name="Since">When it was first seen, UTC.</param>
[GenerateSerializer, Immutable]
[Alias("hc.mailbox-finding")]
public sealed record MailboxFinding(
    [property: Id(0)] HealthCode Code,
    [property: Id(1)] HealthSeverity Severity,
    [property: Id(2)] string Text,
    [property: Id(3)] string? Command,
    [property: Id(4)] DateTimeOffset Since);
