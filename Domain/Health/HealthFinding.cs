namespace HybridCalendar.Domain.Health;

/// <summary>What is wrong with a mailbox, and how it is mended.</summary>
/// <param name="Code">Which kind; a mailbox has at most one finding of each.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">For an administrator: what was seen, what follows from it, what to do. No title, text or link of a meeting.</param>
/// <param name="Command">The PowerShell command that mends it, one statement a line; null when no command does.</param>
public sealed record HealthFinding(HealthCode Code, HealthSeverity Severity, string Text, string? Command = null);
