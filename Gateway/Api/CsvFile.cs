using System.Text;

namespace HybridCalendar.Gateway.Api;

/// <summary>An answer that is a CSV file, sent while it is written. A mark at its beginning tells spreadsheets that it is UTF-8.</summary>
internal static class CsvFile
{
    public static IResult Create(string name, Func<TextWriter, Task> write) => TypedResults.Stream(
        async body =>
        {
            await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await write(writer);
        },
        "text/csv", name);
}
