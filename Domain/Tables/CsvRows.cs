using System.Text;

namespace HybridCalendar.Domain.Tables;

/// <summary>
/// Reads RFC 4180 by lines: no value of a table of rooms has a line break, so a quote that is not closed spoils its own line and
/// not all that follow.
/// </summary>
public static class CsvRows
{
    public static IEnumerable<CsvRow> Read(string text, char delimiter)
    {
        using var reader = new StringReader(text);
        for (var line = 1; reader.ReadLine() is { } content; line++)
        {
            if (Split(content, delimiter, line) is { IsEmpty: false } row)
                yield return row;
        }
    }

    private static CsvRow Split(string content, char delimiter, int line)
    {
        var values = new List<string>();
        var isBroken = false;
        for (var at = 0; at <= content.Length; at++)
        {
            while (at < content.Length && content[at] == ' ')
                at++;
            values.Add(at < content.Length && content[at] == '"' ? Quoted(content, delimiter, ref at, ref isBroken) : Bare(content, delimiter, ref at, ref isBroken));
        }
        return new CsvRow(line, values, isBroken);
    }

    /// <summary>Leaves <paramref name="at"/> on the delimiter after the value, or at the end.</summary>
    private static string Bare(string content, char delimiter, ref int at, ref bool isBroken)
    {
        var end = content.IndexOf(delimiter, at);
        var value = content[at..(end < 0 ? content.Length : end)];
        isBroken |= value.Contains('"', StringComparison.Ordinal);
        at += value.Length;
        return value.Trim();
    }

    private static string Quoted(string content, char delimiter, ref int at, ref bool isBroken)
    {
        var value = new StringBuilder();
        for (at++; at < content.Length; at++)
        {
            if (content[at] != '"')
                value.Append(content[at]);
            else if (at + 1 < content.Length && content[at + 1] == '"')
                value.Append(content[++at]);
            else
                break;
        }
        isBroken |= at >= content.Length;
        at = Math.Min(at + 1, content.Length);
        var rest = Bare(content, delimiter, ref at, ref isBroken);
        isBroken |= rest.Length > 0;
        return value.ToString().Trim();
    }
}
