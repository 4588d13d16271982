using System.Globalization;
using HybridCalendar.Domain.Tables;
using HybridCalendar.Gateway.Api;
using HybridCalendar.Grains.Audits;

namespace HybridCalendar.Gateway.Audit;

/// <summary>The audit log as a file for a spreadsheet.</summary>
internal static class AuditExport
{
    public const string ContentType = "text/csv";
    private const int Size = 1_000;

    public static IResult Create(AuditLog log, AuditSearch search) => CsvFile.Create("audit.csv", async writer =>
    {
        await writer.WriteAsync(CsvWriter.Row("Time (UTC)", "Who", "Action", "Subject", "Before", "After", "Outcome", "Stored"));
        string? after = null;
        do
        {
            var rows = await log.ListAsync(search, after, Size);
            foreach (var row in rows)
                await writer.WriteAsync(CsvWriter.Row(Time(row.At), row.Who, row.Action, row.Subject, row.Was, row.Becomes, row.OutcomeUnknown ? "unknown" : null,
                    (row.Was ?? row.Becomes) is null ? null : row.IsClear ? "in clear" : "sealed"));
            after = rows.Count == Size ? rows[^1].Id : null;
        }
        while (after is not null);
    });

    private static string Time(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
