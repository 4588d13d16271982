namespace HybridCalendar.Gateway.Admin;

/// <summary>A room or user in a list.</summary>
/// <param name="Mail">Mail address.</param>
/// <param name="Name">Display name; may be empty.</param>
/// <param name="IsOn">Whether its calendar is watched.</param>
/// <param name="Problem">What takes buttons away; null when nothing does.</param>
public sealed record MailboxLine(string Mail, string Name, bool IsOn, string? Problem);
