namespace HybridCalendar.Gateway.Users;

/// <summary>A table of users as it was read.</summary>
/// <param name="Rows">The rows that are right.</param>
/// <param name="Problems">All that is wrong, in the order of the lines; a row with a problem is not among the rows.</param>
/// <param name="WrongRows">How many rows have a problem.</param>
/// <param name="Ignored">The names of columns that mean nothing here.</param>
/// <param name="IsReadable">False when nothing of the file can be used.</param>
internal sealed record UserTable(
    IReadOnlyList<UserTableRow> Rows, IReadOnlyList<ImportProblem> Problems, int WrongRows, IReadOnlyList<string> Ignored, bool IsReadable)
{
    public static UserTable Unreadable(int line, string why) => new([], [new ImportProblem(line, "", why)], 0, [], IsReadable: false);
}
