using System.Globalization;
using HybridCalendar.Domain.Tables;
using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Api;

namespace HybridCalendar.Gateway.Users;

/// <summary>All that is wrong with a table of users, as a file: a page and an answer tell the beginning of it.</summary>
internal static class ImportProblems
{
    public static IResult Create(IReadOnlyList<ImportProblem> problems, AdminTexts texts) => CsvFile.Create("problems.csv", async writer =>
    {
        await writer.WriteAsync(CsvWriter.Row(texts["import.line"], texts["import.column"], texts["import.problem"]));
        foreach (var problem in problems)
            await writer.WriteAsync(CsvWriter.Row(problem.Line.ToString(CultureInfo.InvariantCulture), problem.Column, texts.Translate(problem.Text) ?? problem.Text));
    });
}
