using HybridCalendar.Domain.Tables;

namespace HybridCalendar.Domain.Conferences.Rooms;

/// <summary>
/// Reads a table of room mailboxes and TMS systems (CSV, as spreadsheets write it). Columns are found by their header, in any
/// order; others are ignored. Comma, semicolon and tab are understood, as are UTF-8 and UTF-16.
/// </summary>
public static class RoomMappingReader
{
    /// <summary>A larger file is no table of rooms.</summary>
    public const int LargestFile = 8 * 1024 * 1024;

    /// <summary>More problems are not listed: the file as a whole is wrong then.</summary>
    public const int MostProblems = 200;

    private static readonly char[] s_delimiters = [',', ';', '\t'];

    public static RoomMappingFile Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > LargestFile)
            return RoomMappingFile.Wrong(new RoomMappingProblem(0, $"The file is larger than {LargestFile / 1024 / 1024} MB."));
        return FileText.Decode(file) is not { } text ? RoomMappingFile.Wrong(new RoomMappingProblem(0, "The file is neither UTF-8 nor UTF-16: save it as 'CSV UTF-8'."))
            : text.Contains('\0', StringComparison.Ordinal) ? RoomMappingFile.Wrong(new RoomMappingProblem(0, "The file is no text."))
            : Read(text);
    }

    private static RoomMappingFile Read(string text)
    {
        using var table = CsvRows.Read(text, Delimiter(text)).GetEnumerator();
        if (!table.MoveNext())
            return RoomMappingFile.Wrong(new RoomMappingProblem(0, "The file is empty."));
        var columns = RoomMappingColumns.Of(table.Current.Values);
        if (columns.Problem is { } problem)
            return RoomMappingFile.Wrong(new RoomMappingProblem(table.Current.Line, problem));
        var rows = new RoomMappingRows();
        while (table.MoveNext())
        {
            var row = table.Current;
            if (row.IsBroken)
                rows.Refuse(row.Line, "A quote is not closed, or stands inside a value: write it twice there.");
            else
                rows.Add(row.Line, CsvWriter.Unescape(row[columns.Mailbox]), row[columns.SystemId], CsvWriter.Unescape(row[columns.SystemName]));
        }
        return rows.ToFile();
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
