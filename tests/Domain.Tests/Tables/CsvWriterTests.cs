using HybridCalendar.Domain.Tables;

namespace HybridCalendar.Domain.Tests.Tables;

public sealed class CsvWriterTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1", "'  =1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData(" a", "\" a\"")]
    [InlineData(null, "")]
    public void A_value_is_text_to_a_spreadsheet(string? value, string cell) => CsvWriter.Row(value, "b").ShouldBe(cell + ",b\r\n");

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+359 2 123")]
    [InlineData("'tis")]
    [InlineData("O'Brien")]
    [InlineData("'")]
    [InlineData("")]
    public void A_value_comes_back_as_it_was(string value)
    {
        var row = CsvRows.Read(CsvWriter.Row(value, "end"), ',').Single();
        CsvWriter.Unescape(row[0]).ShouldBe(value);
    }
}
