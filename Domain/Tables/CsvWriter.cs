using System.Buffers;

namespace HybridCalendar.Domain.Tables;

/// <summary>Writes rows of RFC 4180 that a spreadsheet shows as text, whatever somebody typed into a value.</summary>
public static class CsvWriter
{
    /// <summary>What a spreadsheet takes for the beginning of a formula; also in their full-width forms.</summary>
    private const string FormulaSigns = "=+-@\t\r\n＝＋－＠";

    private static readonly SearchValues<char> s_quoted = SearchValues.Create("\",;\t\r\n");

    /// <summary>A row with its line end. A value that would be a formula gets an apostrophe before it.</summary>
    public static string Row(params IEnumerable<string?> values) => string.Join(',', values.Select(Cell)) + "\r\n";

    /// <summary>The value without the apostrophe that <see cref="Row"/> put before it.</summary>
    public static string Unescape(string value) => value.Length > 1 && value[0] == '\'' && IsFormula(value[1..]) ? value[1..] : value;

    private static string Cell(string? value)
    {
        var safe = value is null ? "" : IsFormula(value) ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(s_quoted) < 0 && safe.Trim() == safe ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsFormula(string value) =>
        value.AsSpan().TrimStart(' ') is { Length: > 0 } seen && FormulaSigns.Contains(seen[0], StringComparison.Ordinal);
}
