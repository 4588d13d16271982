namespace HybridCalendar.Domain.Tables;

/// <summary>A row of a table.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Values">The values, trimmed.</param>
/// <param name="IsBroken">True when a quote is not closed or stands inside a value.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string> Values, bool IsBroken)
{
    public bool IsEmpty => Values.All(value => value.Length == 0);

    /// <summary>A value; empty when the row is too short, or for column -1.</summary>
    public string this[int column] => column >= 0 && column < Values.Count ? Values[column] : "";
}
