namespace HybridCalendar.Clients.Office365;

/// <summary>Graph's <c>mailboxSettings</c>, as far as we use it. A member is null when its owner never chose.</summary>
/// <param name="Locale">Language and country such as <c>bg-BG</c>.</param>
/// <param name="TimeZone">Windows or IANA name.</param>
public sealed record MailboxSettings(string? Locale, string? TimeZone);
