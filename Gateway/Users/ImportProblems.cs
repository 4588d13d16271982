using System.Globalization;
using HybridCalendar.Domain.Tables;
using HybridCalendar.Gateway.Api;

namespace HybridCalendar.Gateway.Users;

/// <summary>All that is wrong with a table of users, as a file: a page and an answer tell the beginning of it.</summary>
internal static class ImportProblems
{
    public static IResult Create(IReadOnlyList<ImportProblem> problems) => CsvFile.Create("problems.csv", async writer =>
    {
        await writer.WriteAsync(CsvWriter.Row("Line", "Column", "Problem"));
        foreach (var problem in problems)
            await writer.WriteAsync(CsvWriter.Row(problem.Line.ToString(CultureInfo.InvariantCulture), problem.Column, problem.Text));
    });
}
