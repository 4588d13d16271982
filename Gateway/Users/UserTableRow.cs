using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Users;

/// <summary>A user in a table.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Mail">Mail address in lower case.</param>
/// <param name="Apply">The settings after the row, given those before: what the table has no column for stays.</param>
internal sealed record UserTableRow(int Line, string Mail, Func<UserSettings, UserSettings> Apply);
