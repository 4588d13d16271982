using HybridCalendar.Domain.Tables;

namespace HybridCalendar.Gateway.Users;

/// <summary>
/// Reads a table of users (CSV, as spreadsheets and Control Hub write it). Columns are found by their header, in any order.
/// </summary>
internal static class UserTableReader
{
    /// <summary>In bytes. A larger file is to be cut into several.</summary>
    public const int LargestFile = 32 * 1024 * 1024;

    /// <summary>Larger than any organization of which this is a table.</summary>
    public const int MostRows = 200_000;

    private static readonly char[] s_delimiters = [',', ';', '\t'];

    /// <returns>The text of a file in UTF-8 or UTF-16; null when it is neither, or no text.</returns>
    public static string? Decode(ReadOnlySpan<byte> file) =>
        FileText.Decode(file) is { } text && !text.Contains('\0', StringComparison.Ordinal) ? text : null;

    public static UserTable Read(string text)
    {
        using var table = CsvRows.Read(text, Delimiter(text)).GetEnumerator();
        if (!table.MoveNext())
            return UserTable.Unreadable(0, "The file is empty.");
        var columns = new UserColumns(table.Current.Values);
        if (columns.Problem is { } problem)
            return UserTable.Unreadable(table.Current.Line, problem);
        var rows = new UserTableRows(columns);
        while (table.MoveNext())
        {
            rows.Add(table.Current);
            if (rows.Count > MostRows)
                return UserTable.Unreadable(table.Current.Line, $"The file has more than {MostRows} rows: cut it into several.");
        }
        return rows.Count == 0 ? UserTable.Unreadable(0, "The file has a header but no row.") : rows.ToTable();
    }

    /// <summary>Spreadsheets take the delimiter of their user's country; the header shows which.</summary>
    private static char Delimiter(string text)
    {
        var header = text.AsSpan().TrimStart("\r\n ");
        var end = header.IndexOfAny('\r', '\n');
        var line = (end < 0 ? header : header[..end]).ToString();
        return s_delimiters.MaxBy(delimiter => line.Count(letter => letter == delimiter));
    }
}
