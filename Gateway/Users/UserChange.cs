using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Users;

/// <summary>What a row changes.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Mail">The user.</param>
/// <param name="Before">Null for a user that was not set up.</param>
/// <param name="After">What is set by the row.</param>
public sealed record UserChange(int Line, string Mail, UserSettings? Before, UserSettings After)
{
    /// <summary>What rows change of what is set, in their order; a row that changes nothing is left out.</summary>
    internal static IEnumerable<UserChange> Between(IReadOnlyDictionary<string, UserSettings> known, IEnumerable<UserTableRow> rows) => rows
        .Select(row => new UserChange(row.Line, row.Mail, known.GetValueOrDefault(row.Mail), row.Apply(known.GetValueOrDefault(row.Mail) ?? new())))
        .Where(change => change.Before != change.After);
}
