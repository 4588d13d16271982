namespace HybridCalendar.Grains.Audits;

/// <summary>Which rows of the audit log are asked for; null members ask for all.</summary>
/// <param name="Who">The administrator's name.</param>
/// <param name="Subject">What was changed, in lower case when it is a mail address.</param>
/// <param name="From">Not before, UTC milliseconds since 1970.</param>
/// <param name="Until">Before, UTC milliseconds since 1970.</param>
public sealed record AuditSearch(string? Who = null, string? Subject = null, long? From = null, long? Until = null);
